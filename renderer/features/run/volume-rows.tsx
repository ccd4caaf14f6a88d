import { Checkbox, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Dispatch, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/mirror';
import type { FieldsAction, VolumeFields } from './fields';
import { ProblemLine } from './problem-line';
import { isUnfinished } from './problem-text';
import type { Problem, Problems } from './problems';
import { AddRow, RemoveRow, Section, useFocusWithin } from './row-parts';
import classes from './run.module.css';

interface VolumeRowsProps {
  rows: readonly VolumeFields[];
  problems: Problems;
  /** Where the image keeps data by itself. */
  imageVolumes: readonly string[];
  dispatch: Dispatch<FieldsAction>;
  /** The section's further options. */
  children: ReactNode;
}

/** Host paths and volumes to mount. */
export function VolumeRows({ rows, problems, imageVolumes, dispatch, children }: VolumeRowsProps) {
  const { t } = useTranslation();
  const mounted = new Set(rows.map((row) => row.target.trim()));
  const anonymous = imageVolumes.filter((path) => !mounted.has(path));
  return (
    <Section id="volumes" title={t('run:section.volumes')}>
      <div className={classes.volumeGrid} aria-hidden="true">
        <span>{t('run:source')}</span>
        <span />
        <span>{t('run:target')}</span>
        <span>{t('run:volumeOptions')}</span>
      </div>
      {rows.map((row, index) => (
        <VolumeRow key={row.id} row={row} index={index} problems={problems} dispatch={dispatch} />
      ))}
      <VolumeNames />
      <div className={classes.below}>
        <AddRow label={t('run:addVolume')} onAdd={() => dispatch({ kind: 'add', list: 'volumes' })} />
        <span className={classes.hint}>{t('run:anonymousHint')}</span>
        {anonymous.length > 0 && (
          <span className={classes.hint}>{t('run:anonymousVolumes', { paths: anonymous.join(', ') })}</span>
        )}
      </div>
      {children}
    </Section>
  );
}

function VolumeNames() {
  const names = [...useTable('volumes').keys()].filter((name) => !/^[0-9a-f]{64}$/.test(name));
  return (
    <datalist id="run-volume-names">
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

interface VolumeRowProps extends Pick<VolumeRowsProps, 'problems' | 'dispatch'> {
  row: VolumeFields;
  index: number;
}

function VolumeRow({ row, index, problems, dispatch }: VolumeRowProps) {
  const { t } = useTranslation();
  const { isWithin, focusProps } = useFocusWithin();
  const shown = (problem: Problem | undefined) =>
    problem && isWithin && isUnfinished(problem) ? undefined : problem;
  const source = shown(problems.get(`source:${row.id}`));
  const target = shown(problems.get(`target:${row.id}`));
  const change = (part: Partial<Omit<VolumeFields, 'id'>>) =>
    dispatch({ kind: 'volume', id: row.id, change: part });
  return (
    <div {...focusProps}>
      <div className={classes.volumeGrid}>
        <TextInput
          aria-label={t('run:source')}
          data-field={`source:${row.id}`}
          data-first
          aria-describedby={source ? `run-source-${row.id}` : undefined}
          placeholder={t('run:sourceExample')}
          list="run-volume-names"
          value={row.source}
          onChange={(event) => change({ source: event.currentTarget.value })}
          error={source !== undefined}
          classNames={{ input: classes.mono }}
          spellCheck={false}
          autoComplete="off"
        />
        <IconArrowRight size={14} stroke={1.5} aria-hidden className={classes.arrow} />
        <TextInput
          aria-label={t('run:target')}
          data-field={`target:${row.id}`}
          aria-describedby={target ? `run-target-${row.id}` : undefined}
          placeholder="/data"
          value={row.target}
          onChange={(event) => change({ target: event.currentTarget.value })}
          error={target !== undefined}
          classNames={{ input: classes.mono }}
          spellCheck={false}
          autoComplete="off"
        />
        <TextInput
          aria-label={t('run:volumeOptions')}
          placeholder="z, nocopy"
          value={row.options}
          disabled={!row.source.trim()}
          onChange={(event) => change({ options: event.currentTarget.value })}
          classNames={{ input: classes.mono }}
          spellCheck={false}
          autoComplete="off"
        />
        <Checkbox
          size="xs"
          classNames={{ body: classes.checkBody, label: classes.checkLabel }}
          label={t('run:readOnly')}
          checked={row.readOnly}
          disabled={!row.source.trim()}
          onChange={(event) => change({ readOnly: event.currentTarget.checked })}
        />
        <RemoveRow index={index} onRemove={() => dispatch({ kind: 'remove', list: 'volumes', id: row.id })} />
      </div>
      <ProblemLine id={`run-source-${row.id}`} problem={source} />
      <ProblemLine id={`run-target-${row.id}`} problem={target} />
    </div>
  );
}
