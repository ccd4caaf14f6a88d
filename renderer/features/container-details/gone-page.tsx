import type { ListRow } from '@contract/state';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { useMirror } from '../../store/mirror';
import { DetailsHead } from '../../ui/details-head';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './details.module.css';

interface GonePageProps {
  /** Its name when the page was opened, and the last one it had. */
  name: string;
  lastName: string;
  /** Whether the list can be believed: only then is the container gone. */
  list: ListRow | undefined;
}

/** Stands in for a container that is not in the list: deleted, or not known yet. */
export function GonePage({ name, lastName, list }: GonePageProps) {
  const { t } = useTranslation();
  const successor = useMirror(
    ({ tables }) =>
      [...tables.containers.values()].find((row) => row.name === name || row.name === lastName)?.id,
  );
  return (
    <section className={classes.page}>
      <DetailsHead backTo="/containers" backLabel={t('details:back')} title={name} />
      {list?.state === 'error' && list.error ? (
        <div className={classes.problem}>
          <ErrorNotice error={list.error} />
        </div>
      ) : list?.state === 'ready' ? (
        <div className={classes.gone} role="status">
          <strong>{t('details:gone.title')}</strong>
          <p>{t('details:gone.text', { name: cleanText(name, 128) })}</p>
          {successor && <p>{t('details:gone.again', { name: cleanText(name, 128) })}</p>}
          <div className={classes.ways}>
            <Button component="a" href="#/containers" variant="default">
              {t('details:gone.back')}
            </Button>
            {successor && (
              <Button component="a" href={`#/containers/${successor}`}>
                {t('details:gone.open')}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <p className={classes.waiting}>{t('common:loading')}</p>
      )}
    </section>
  );
}
