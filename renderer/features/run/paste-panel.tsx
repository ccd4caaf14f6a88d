import type { LineProblem } from '@contract/run/line-problem';
import type { RunForm } from '@contract/run-form';
import { Button, Textarea, TextInput } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import panels from './panels.module.css';
import { type Pasted, readPasted } from './paste-text';
import classes from './run.module.css';

interface PastePanelProps {
  /** The text to start with: the form's own line or Compose service, to be changed here. */
  initial: string;
  onForm: (form: RunForm) => void;
  onClose: () => void;
}

/** Takes a `docker run` line or a Compose service; the form follows every change. */
export function PastePanel({ initial, onForm, onClose }: PastePanelProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(initial);
  const [values, setValues] = useState<Record<string, string>>({});
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const takeForm = useRef(onForm);
  takeForm.current = onForm;

  useEffect(() => {
    // The form's own text is the form already.
    if (!text.trim() || (text === initial && Object.keys(values).length === 0)) {
      setPasted(null);
      return;
    }
    let isStale = false;
    void readPasted(text, filled(values)).then((read) => {
      if (isStale) return;
      setPasted(read);
      if (read.form) takeForm.current(read.form);
    });
    return () => {
      isStale = true;
    };
  }, [text, values, initial]);

  const asked = askedFor(pasted, values);
  const told = (pasted?.problems ?? []).filter(({ code }) => code !== 'needs-value');
  const isWhole =
    pasted?.form && asked.every((name) => values[name]) && told.length + pasted.left.length === 0;
  return (
    <div className={panels.paste} data-testid="paste-panel">
      <div className={panels.pasteHead}>
        <Textarea
          label={t('run:paste.field')}
          placeholder={'docker run -d -p 8080:80 nginx'}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={3}
          classNames={{ input: classes.mono, root: panels.pasteText }}
          spellCheck={false}
          autoComplete="off"
          autoFocus
        />
        <Button size="compact-md" variant="default" onClick={onClose}>
          {t('run:paste.done')}
        </Button>
      </div>
      {asked.length > 0 && (
        <div className={panels.pasteValues}>
          <p className={classes.hint}>{t('run:paste.needsValues')}</p>
          {asked.map((placeholder) => (
            <TextInput
              key={placeholder}
              label={cleanText(placeholder, 100)}
              placeholder={/pwd|cd|~|home/i.test(placeholder) ? '/home/me/project' : ''}
              value={values[placeholder] ?? ''}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setValues((before) => ({ ...before, [placeholder]: value }));
              }}
              classNames={{ input: classes.mono }}
              spellCheck={false}
              autoComplete="off"
            />
          ))}
        </div>
      )}
      <div className={panels.pasteTold} role="status">
        {isWhole && (
          <p className={panels.told} data-tone="good">
            <IconCircleCheck size={14} stroke={1.5} aria-hidden />
            <span>{t(`run:paste.taken.${pasted.kind}`)}</span>
          </p>
        )}
        {told.map((problem) => (
          <p
            key={JSON.stringify(problem)}
            className={panels.told}
            data-tone={problem.code === 'no-effect' ? 'muted' : 'bad'}
          >
            {problem.code === 'no-effect' ? (
              <IconInfoCircle size={14} stroke={1.5} aria-hidden />
            ) : (
              <IconAlertCircle size={14} stroke={1.5} aria-hidden />
            )}
            <span>{lineProblemText(t, problem)}</span>
          </p>
        ))}
        {pasted && pasted.left.length > 0 && (
          <p className={panels.told} data-tone="bad">
            <IconAlertCircle size={14} stroke={1.5} aria-hidden />
            <span>{t('run:paste.left', { keys: cleanText(pasted.left.join(', '), 300) })}</span>
          </p>
        )}
      </div>
    </div>
  );
}

const filled = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** The placeholders to ask for: those still open and those answered, in a place that stays. */
function askedFor(pasted: Pasted | null, values: Readonly<Record<string, string>>): string[] {
  const open = (pasted?.problems ?? []).flatMap((one) =>
    one.code === 'needs-value' ? [one.placeholder] : [],
  );
  return pasted ? [...new Set([...Object.keys(values), ...open])].sort() : [];
}

type Translate = ReturnType<typeof useTranslation>['t'];

function lineProblemText(t: Translate, problem: LineProblem): string {
  const words = Object.fromEntries(
    Object.entries(problem).map(([key, value]) => [key, cleanText(String(value), 120)]),
  );
  if (problem.code === 'conflict')
    return t('run:line.conflict', { first: problem.flags[0], second: problem.flags[1] });
  return t(`run:line.${problem.code}`, words);
}
