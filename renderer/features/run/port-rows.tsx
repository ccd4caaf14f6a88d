import { TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Dispatch, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldsAction, PortFields } from './fields';
import { ProblemLine } from './problem-line';
import { isUnfinished } from './problem-text';
import type { Problems } from './problems';
import { AddRow, RemoveRow, Section, useFocusWithin } from './row-parts';
import classes from './run.module.css';
import type { ImageLookup } from './use-image';

interface PortRowsProps {
  rows: readonly PortFields[];
  problems: Problems;
  lookup: ImageLookup;
  /** False: the network chosen publishes nothing. */
  isPublishing: boolean;
  dispatch: Dispatch<FieldsAction>;
  onPull: () => void;
  /** The section's further options. */
  children: ReactNode;
}

/** The published ports; those that the image exposes are there already. */
export function PortRows({
  rows,
  problems,
  lookup,
  isPublishing,
  dispatch,
  onPull,
  children,
}: PortRowsProps) {
  const { t } = useTranslation();
  return (
    <Section id="ports" title={t('run:section.ports')}>
      <div className={classes.portGrid} aria-hidden="true">
        <span>{t('run:hostPort')}</span>
        <span />
        <span>{t('run:containerPort')}</span>
      </div>
      {rows.map((row, index) => (
        <PortRow key={row.id} row={row} index={index} problems={problems} dispatch={dispatch} />
      ))}
      <div className={classes.below}>
        <AddRow label={t('run:addPort')} onAdd={() => dispatch({ kind: 'add', list: 'ports' })} />
        {lookup.kind === 'missing' && (
          <span className={classes.hint}>
            {t('run:portsUnknown')}{' '}
            <button type="button" className={classes.link} onClick={onPull}>
              {t('run:pullNow')}
            </button>
          </span>
        )}
        {!isPublishing && <span className={classes.hint}>{t('run:portsIgnored')}</span>}
      </div>
      {children}
    </Section>
  );
}

interface PortRowProps extends Pick<PortRowsProps, 'problems' | 'dispatch'> {
  row: PortFields;
  index: number;
}

function PortRow({ row, index, problems, dispatch }: PortRowProps) {
  const { t } = useTranslation();
  const { isWithin, focusProps } = useFocusWithin();
  const host = problems.get(`host:${row.id}`);
  const inner = problems.get(`container:${row.id}`);
  const shownInner = inner && isWithin && isUnfinished(inner) ? undefined : inner;
  const change = (part: { host?: string; container?: string }) =>
    dispatch({ kind: 'port', id: row.id, change: part });
  return (
    <div {...focusProps}>
      <div className={classes.portGrid}>
        <TextInput
          aria-label={t('run:hostPort')}
          data-field={`host:${row.id}`}
          data-first
          aria-describedby={host ? `run-host-${row.id}` : undefined}
          placeholder={row.container.trim() ? t('run:anyPort') : '8080'}
          value={row.host}
          onChange={(event) => change({ host: event.currentTarget.value })}
          error={host !== undefined}
          inputMode="numeric"
          autoComplete="off"
        />
        <IconArrowRight size={14} stroke={1.5} aria-hidden className={classes.arrow} />
        <TextInput
          aria-label={t('run:containerPort')}
          data-field={`container:${row.id}`}
          aria-describedby={shownInner ? `run-container-${row.id}` : undefined}
          placeholder="80"
          value={row.container}
          onChange={(event) => change({ container: event.currentTarget.value })}
          error={shownInner !== undefined}
          rightSection={
            <span className={classes.muted}>{/^\s*\d+\s*$/.test(row.container) ? 'tcp' : ''}</span>
          }
          rightSectionPointerEvents="none"
          autoComplete="off"
        />
        <RemoveRow index={index} onRemove={() => dispatch({ kind: 'remove', list: 'ports', id: row.id })} />
      </div>
      <ProblemLine
        id={`run-host-${row.id}`}
        problem={host}
        onUsePort={(port) => change({ host: row.host.replace(/\d+\s*$/, `${port}`) })}
      />
      <ProblemLine id={`run-container-${row.id}`} problem={shownInner} />
    </div>
  );
}
