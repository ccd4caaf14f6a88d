import type { BuildRecord } from '@contract/builds';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatExact, shortId } from '../../lib/format';
import { type Property, PropertyList } from '../../ui/property-list';
import classes from './builds.module.css';
import { Took } from './use-build-descriptor';

/** How a build was made, and what of it is kept. */
export function DetailsTab({ record }: { record: BuildRecord }) {
  const { t } = useTranslation();
  const { row, form, why, steps } = record;
  const builder = t(`builds:builder.${row.builder}`);
  const mono = (text: string) => <code>{cleanText(text, 1000)}</code>;
  const lines = (texts: readonly string[]) => texts.map((text) => <div key={text}>{mono(text)}</div>);
  const rows: (Property | null)[] = [
    { label: t('builds:detail.builder'), value: t(`builds:why.${why}`, { builder }) },
    { label: t('builds:detail.engine'), value: cleanText(row.engine, 200) },
    { label: t('builds:detail.folder'), value: mono(row.folder) },
    { label: t('builds:detail.dockerfile'), value: mono(row.dockerfile) },
    row.context && {
      label: t('builds:detail.context'),
      value: t('builds:detail.contextValue', {
        count: row.context.files,
        size: formatBytes(row.context.bytes),
      }),
    },
    form.tags.length > 0 ? { label: t('builds:detail.tags'), value: lines(form.tags) } : null,
    row.imageId
      ? {
          label: t('builds:detail.image'),
          value: <a href={`#/images/${row.imageId}`}>{shortId(row.imageId)}</a>,
        }
      : null,
    { label: t('builds:detail.started'), value: formatExact(row.startedAt) },
    { label: t('builds:detail.took'), value: <Took row={row} /> },
    steps.length > 0 ? { label: t('builds:detail.cached'), value: t('builds:cachedOf', row.steps) } : null,
    form.args.length > 0
      ? {
          label: t('builds:detail.args'),
          value: form.args.map(({ name, value, secret }) => (
            <div key={name}>
              {mono(secret ? name : `${name}=${value}`)}
              {secret && <span className={classes.muted}> {t('builds:detail.secretArg')}</span>}
            </div>
          )),
        }
      : null,
    form.secrets.length > 0
      ? { label: t('builds:detail.secrets'), value: lines(form.secrets.map(({ id }) => id)) }
      : null,
    form.target ? { label: t('builds:detail.target'), value: mono(form.target) } : null,
    form.platform ? { label: t('builds:detail.platform'), value: mono(form.platform) } : null,
  ];
  return <PropertyList rows={rows.filter((one) => one !== null)} />;
}
