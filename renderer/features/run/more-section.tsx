import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type Dispatch, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldsAction, RunFields } from './fields';
import type { MoreOption } from './more-option';
import { moreOptions } from './more-options';
import folds from './more-section.module.css';
import { ProblemLine } from './problem-line';
import type { Problem, Problems } from './problems';
import classes from './run.module.css';
import type { SectionId } from './section-ids';
import { saidOptions } from './sections';

interface MoreSectionProps {
  section: SectionId;
  fields: RunFields;
  problems: Problems;
  dispatch: Dispatch<FieldsAction>;
  /** What the line says: the section's own name where it has nothing else. */
  title?: string;
}

/** A section's further options, folded away: closed it says which are set. Opens itself where one cannot work. */
export function MoreSection({ section, fields, problems, dispatch, title }: MoreSectionProps) {
  const { t } = useTranslation();
  const options = moreOptions.filter((option) => option.section === section);
  const hasProblem = options.some(({ key }) => problems.has(key));
  const [isWanted, setWanted] = useState(false);
  const isOpen = isWanted || hasProblem;
  const said = saidOptions(section, fields);
  const summary = said.map((option) => {
    const name = t(`run:option.${option.key}`);
    if (option.look === 'flag') return name;
    return `${name}: ${fields.more[option.key]?.trim().split('\n').join(', ')}`;
  });
  const ordered = [...options].sort((a, b) => Number(a.look === 'flag') - Number(b.look === 'flag'));
  return (
    <>
      <button
        type="button"
        className={folds.fold}
        aria-expanded={isOpen}
        onClick={() => setWanted(!isOpen)}
        data-fold={section}
      >
        <IconChevronRight size={14} stroke={1.5} aria-hidden className={folds.foldSign} />
        <span className={title ? folds.foldTitle : undefined}>{title ?? t('run:moreOptions')}</span>
        {!isOpen && (
          <span
            className={folds.foldSummary}
            data-empty={summary.length === 0 || undefined}
            title={summary.join('\n')}
          >
            {summary.length > 0 ? summary.join(' · ') : title ? t('run:nothingSet') : ''}
          </span>
        )}
      </button>
      {isOpen && (
        <div className={folds.more}>
          {ordered.map((option) => (
            <OptionField
              key={option.key}
              option={option}
              value={fields.more[option.key] ?? ''}
              problem={problems.get(option.key)}
              onChange={(value) => dispatch({ kind: 'more', key: option.key, value })}
            />
          ))}
        </div>
      )}
    </>
  );
}

interface OptionFieldProps {
  option: MoreOption;
  value: string;
  problem: Problem | undefined;
  onChange: (value: string) => void;
}

function OptionField({ option, value, problem, onChange }: OptionFieldProps) {
  const { t } = useTranslation();
  const { key, look, example } = option;
  const field = {
    'data-field': key,
    'aria-describedby': problem ? `run-${key}` : undefined,
    label: t(`run:option.${key}`),
  };
  const typed = {
    ...field,
    placeholder: example,
    value,
    error: problem !== undefined,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    classNames: { input: classes.mono },
    spellCheck: false,
    autoComplete: 'off',
  };
  return (
    <div className={look === 'flag' ? folds.tick : undefined}>
      {look === 'flag' && (
        <Checkbox
          {...field}
          size="xs"
          classNames={{ body: classes.checkBody, label: classes.checkLabel }}
          checked={value === 'on'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'on' : '')}
        />
      )}
      {look === 'text' && <TextInput {...typed} />}
      {look === 'lines' && (
        <Textarea
          {...typed}
          rows={Math.min(6, Math.max(1, value.split('\n').length))}
          title={t('run:oneALine')}
        />
      )}
      <ProblemLine id={`run-${key}`} problem={problem} />
    </div>
  );
}
