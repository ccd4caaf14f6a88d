import { TextInput } from '@mantine/core';
import { type ClipboardEvent, type Dispatch, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import type { EnvFields, FieldsAction } from './fields';
import { parseEnvText } from './parse';
import { ProblemLine } from './problem-line';
import { isUnfinished } from './problem-text';
import type { Problems } from './problems';
import { AddRow, RemoveRow, Section, useFocusWithin } from './row-parts';
import classes from './run.module.css';

interface EnvRowsProps {
  rows: readonly EnvFields[];
  problems: Problems;
  dispatch: Dispatch<FieldsAction>;
}

/** Environment variables; pasting `KEY=VALUE` lines fills rows. */
export function EnvRows({ rows, problems, dispatch }: EnvRowsProps) {
  const { t } = useTranslation();
  const [told, setTold] = useState('');
  /** The file's variables take the place of the last row and of rows of the same names. */
  const importFile = async () => {
    try {
      const file = await call('containers.readEnvFile', {});
      if (!file) return;
      const variables = parseEnvText(file.text);
      const last = rows.at(-1);
      if (variables.length > 0 && last) dispatch({ kind: 'paste', id: last.id, variables, keep: true });
      setTold(t('run:envTaken', { count: variables.length, file: file.name }));
    } catch (thrown) {
      const { code } = asErrorData(thrown);
      setTold(code === 'invalid-input' ? t('run:envUnfit') : t(`errors:${code}.what`));
    }
  };
  return (
    <Section id="environment" title={t('run:section.environment')}>
      <div className={classes.envGrid} aria-hidden="true">
        <span>{t('run:variable')}</span>
        <span>{t('run:value')}</span>
      </div>
      {rows.map((row, index) => (
        <EnvRow key={row.id} row={row} index={index} problems={problems} dispatch={dispatch} />
      ))}
      <div className={classes.below}>
        <AddRow label={t('run:addVariable')} onAdd={() => dispatch({ kind: 'add', list: 'env' })} />
        <button type="button" className={classes.link} onClick={() => void importFile()}>
          {t('run:importEnv')}
        </button>
        <span className={classes.hint} role="status">
          {told || t('run:pasteHint')}
        </span>
      </div>
    </Section>
  );
}

interface EnvRowProps extends Omit<EnvRowsProps, 'rows'> {
  row: EnvFields;
  index: number;
}

function EnvRow({ row, index, problems, dispatch }: EnvRowProps) {
  const { t } = useTranslation();
  const { isWithin, focusProps } = useFocusWithin();
  const problem = problems.get(`variable:${row.id}`);
  const shown = problem && isWithin && isUnfinished(problem) ? undefined : problem;

  const onPaste = (event: ClipboardEvent) => {
    const variables = parseEnvText(event.clipboardData.getData('text/plain'));
    if (variables.length === 0) return;
    event.preventDefault();
    dispatch({ kind: 'paste', id: row.id, variables });
  };

  return (
    <div {...focusProps}>
      <div className={classes.envGrid}>
        <TextInput
          aria-label={t('run:variable')}
          data-field={`variable:${row.id}`}
          data-first
          aria-describedby={shown ? `run-variable-${row.id}` : undefined}
          value={row.name}
          onChange={(event) =>
            dispatch({ kind: 'variable', id: row.id, change: { name: event.currentTarget.value } })
          }
          onPaste={onPaste}
          error={shown !== undefined}
          classNames={{ input: classes.mono }}
          spellCheck={false}
          autoComplete="off"
        />
        <TextInput
          aria-label={t('run:value')}
          placeholder={row.isRemoved ? t('run:variableRemoved') : undefined}
          value={row.value}
          onChange={(event) =>
            dispatch({ kind: 'variable', id: row.id, change: { value: event.currentTarget.value } })
          }
          classNames={{ input: classes.mono }}
          spellCheck={false}
          autoComplete="off"
        />
        <RemoveRow index={index} onRemove={() => dispatch({ kind: 'remove', list: 'env', id: row.id })} />
      </div>
      <ProblemLine id={`run-variable-${row.id}`} problem={shown} />
    </div>
  );
}
