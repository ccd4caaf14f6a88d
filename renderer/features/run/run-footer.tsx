import { runArgs } from '@contract/run/run-args';
import type { RunForm } from '@contract/run-form';
import { Button, Loader } from '@mantine/core';
import { lazy, type RefObject, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shellLine } from '../../lib/shell-quote';
import { ChoiceGroup } from '../../ui/choice-group';
import { CliLine } from '../../ui/cli-line';
import type { Problems } from './problems';
import classes from './run.module.css';
import type { ImageLookup } from './use-image';
import type { RunPhase } from './use-run';

interface RunFooterProps {
  form: RunForm;
  problems: Problems;
  lookup: ImageLookup;
  phase: RunPhase;
  isEngineRunning: boolean;
  isReady: boolean;
  runButton: RefObject<HTMLButtonElement | null>;
  onCreate: () => void;
  onCancel: () => void;
  /** Opens the text shown for changing it by hand. */
  onEditText: (text: string) => void;
}

/** With the YAML library, which nothing else needs. */
const ComposeView = lazy(() => import('./compose-view').then((m) => ({ default: m.ComposeView })));

/** The CLI line, why `Run` cannot work yet, and the buttons. */
export function RunFooter(props: RunFooterProps) {
  const { t } = useTranslation();
  const [shows, setShows] = useState<'run' | 'create' | 'compose'>('run');
  const { form, phase, isReady } = props;
  const line = shellLine(runArgs(form, shows !== 'create'));
  const isBusy = phase.kind !== 'editing';
  /** While it works, the buttons look disabled but can keep the focus. */
  const lock = (start: boolean) =>
    isBusy
      ? {
          'aria-disabled': true,
          'data-disabled': true,
          leftSection: phase.start === start ? <Loader size={14} color="currentColor" /> : undefined,
        }
      : { disabled: !isReady };
  return (
    <>
      <div className={classes.cli} data-shows={shows}>
        <ChoiceGroup
          label={t('run:cliFor')}
          value={shows}
          onChange={setShows}
          options={[
            { value: 'run', label: 'docker run' },
            { value: 'create', label: 'docker create' },
            { value: 'compose', label: 'Compose' },
          ]}
        />
        <div className={classes.cliLine}>
          {shows === 'compose' ? (
            <Suspense>
              <ComposeView form={form} onEdit={props.onEditText} />
            </Suspense>
          ) : (
            <CliLine command={line} />
          )}
        </div>
        {shows !== 'compose' && (
          <button type="button" className={classes.link} onClick={() => props.onEditText(line)}>
            {t('run:editText')}
          </button>
        )}
      </div>
      <div className={classes.footer}>
        <span className={classes.reason} id="run-reason" role="status">
          {reason(props)}
        </span>
        <Button size="compact-md" variant="default" onClick={props.onCancel}>
          {t('common:cancel')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          onClick={props.onCreate}
          aria-describedby="run-reason"
          {...lock(false)}
        >
          {t('run:create')}
        </Button>
        <Button
          ref={props.runButton}
          size="compact-md"
          type="submit"
          aria-describedby="run-reason"
          {...lock(true)}
        >
          {t('run:run')}
        </Button>
      </div>
    </>
  );

  function reason({ isEngineRunning, lookup, problems }: RunFooterProps): string {
    if (isBusy) return '';
    if (!isEngineRunning) return t('run:reason.engine');
    if (problems.get('image')?.code === 'image-missing') return t('run:reason.image');
    if (problems.size > 0) return t('run:reason.problems', { count: problems.size });
    if (lookup.kind === 'looking') return t('run:reason.looking');
    return '';
  }
}
