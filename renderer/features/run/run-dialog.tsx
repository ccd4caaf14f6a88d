import type { LighterErrorData } from '@contract/errors';
import { publishes } from '@contract/run/networks';
import type { RunForm } from '@contract/run-form';
import { Button, Modal, TextInput } from '@mantine/core';
import { IconBookmarks, IconClipboardText } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine, useRow } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { notifySuccess } from '../../ui/notify';
import { useReturnFocus } from '../../ui/use-return-focus';
import { EnvRows } from './env-rows';
import { fieldsFromForm } from './fields-from-form';
import { ImageField } from './image-field';
import { MoreFields } from './more-fields';
import { MoreSection } from './more-section';
import { PastePanel } from './paste-panel';
import { placeError } from './place-error';
import { PortRows } from './port-rows';
import { ProblemLine } from './problem-line';
import type { FieldKey, Problem, Problems } from './problems';
import { PullPanel } from './pull-panel';
import { Section } from './row-parts';
import classes from './run.module.css';
import { RunFooter } from './run-footer';
import { SectionList, useSections } from './section-list';
import { TemplatesPanel } from './templates-panel';
import { useRun } from './use-run';
import { useRunForm } from './use-run-form';
import { VolumeRows } from './volume-rows';

interface RunDialogProps {
  /** The image to start with. */
  image?: string;
  onClose: () => void;
}

const noProblems: Problems = new Map();
/** True now and another time not: no reason against keeping a form. */
const passing: ReadonlySet<Problem['code']> = new Set([
  'name-taken',
  'port-taken',
  'network-unknown',
  'image-unknown',
]);

/** Creates a container from an image, and runs it. Nothing is sent before every field can work. */
export function RunDialog({ image = '', onClose }: RunDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const [panel, setPanel] = useState<{ kind: 'paste'; text: string } | { kind: 'templates' } | null>(null);
  const [left, setLeft] = useState<string[]>([]);
  const scroller = useRef<HTMLDivElement>(null);
  const sections = useSections(scroller);
  const form = useRunForm(image);
  const { fields, dispatch, lookup, checked } = form;
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [target, setTarget] = useState<FieldKey | null>(null);
  const runButton = useRef<HTMLButtonElement>(null);
  const engine = useEngine();

  const run = useRun({
    onDone: ({ name, warnings }, start) => {
      notifySuccess(t(start ? 'run:started' : 'run:created', { name }), warnings.join('\n'));
      onClose();
    },
    onError: (failure, sent) => {
      const placed = sent && placeError(failure, fields, sent);
      if (placed) {
        form.setRefused(placed);
        setTarget(placed.field);
      } else {
        setError(failure);
      }
    },
  });
  const { phase } = run;
  const task = useRow('tasks', phase.kind === 'pulling' ? phase.taskId : '');
  const isBusy = phase.kind !== 'editing';
  // The container being made takes its own name and ports: no problem of the form's.
  const shown = isBusy ? noProblems : form.shown;
  const more = { fields, problems: shown, dispatch };
  const isReady =
    engine?.state === 'running' && !isBusy && lookup.kind !== 'looking' && checked.problems.size === 0;

  // While it works the fields are inert, and the focus waits on the button that was pressed, not nowhere.
  useEffect(() => {
    if (isBusy) runButton.current?.focus();
  }, [isBusy]);
  useEffect(() => {
    if (isBusy || target === null) return;
    sections.focusField(target);
    setTarget(null);
  }, [isBusy, target, sections.focusField]);

  const load = (taken: RunForm, withheld: string[]) => {
    dispatch({ kind: 'load', fields: fieldsFromForm(taken) });
    setLeft(withheld);
    setError(null);
  };
  const submit = async (start: boolean) => {
    if (!isReady) return;
    setError(null);
    const { form: toSend, problems } = await form.checkNow();
    const [first] = problems.keys();
    if (first) setTarget(first);
    else await run.submit(toSend, start);
  };
  const close = () => {
    if (phase.kind === 'pulling' && task)
      notifySuccess(t('run:pullGoesOn', { image: task.subject }), t('run:notRun'));
    onClose();
  };

  return (
    <Modal.Root opened onClose={close} size={860} centered transitionProps={{ duration: 100 }}>
      <Modal.Overlay />
      <Modal.Content classNames={{ content: classes.content }}>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            // Enter in a panel is about the panel.
            if (!document.activeElement?.closest('[data-panel]')) void submit(true);
          }}
        >
          <div className={classes.head}>
            <Modal.Title className={classes.title}>{t('run:title')}</Modal.Title>
            <div className={classes.headActions}>
              <Button
                size="compact-md"
                variant="default"
                leftSection={<IconClipboardText size={16} stroke={1.5} aria-hidden />}
                aria-expanded={panel?.kind === 'paste'}
                disabled={isBusy}
                onClick={() => setPanel(panel?.kind === 'paste' ? null : { kind: 'paste', text: '' })}
              >
                {t('run:paste.open')}
              </Button>
              <Button
                size="compact-md"
                variant="default"
                leftSection={<IconBookmarks size={16} stroke={1.5} aria-hidden />}
                aria-expanded={panel?.kind === 'templates'}
                disabled={isBusy}
                onClick={() => setPanel(panel?.kind === 'templates' ? null : { kind: 'templates' })}
              >
                {t('run:templates.title')}
              </Button>
              <Modal.CloseButton aria-label={t('common:close')} />
            </div>
          </div>
          {panel && !isBusy && (
            <div className={classes.panel} data-panel>
              {panel.kind === 'paste' ? (
                <PastePanel
                  key={panel.text}
                  initial={panel.text}
                  onForm={(pasted) => load(pasted, [])}
                  onClose={() => setPanel(null)}
                />
              ) : (
                <TemplatesPanel
                  form={checked.form}
                  hasProblems={[...checked.problems.values()].some(({ code }) => !passing.has(code))}
                  onForm={(one) => {
                    load(one.form, one.withheld);
                    setPanel(null);
                  }}
                  onClose={() => setPanel(null)}
                />
              )}
            </div>
          )}
          {left.length > 0 && (
            <p className={classes.leftOut} role="status">
              {t('run:templates.fill', { names: left.join(', ') })}
            </p>
          )}
          <div className={classes.body}>
            <SectionList fields={fields} problems={shown} active={sections.active} onJump={sections.jump} />
            <div ref={scroller} className={classes.scroller} inert={isBusy} {...sections.scrollProps}>
              <Section id="basics">
                <div className={classes.imageAndName}>
                  <ImageField
                    value={fields.image}
                    lookup={lookup}
                    problem={shown.get('image')}
                    disabled={isBusy}
                    onChange={(value) => dispatch({ kind: 'set', field: 'image', value })}
                  />
                  <div>
                    <TextInput
                      label={t('run:name')}
                      data-field="name"
                      placeholder={t('run:nameExample')}
                      value={fields.name}
                      onChange={(event) =>
                        dispatch({ kind: 'set', field: 'name', value: event.currentTarget.value })
                      }
                      error={shown.has('name')}
                      aria-describedby={shown.has('name') ? 'run-name' : undefined}
                      spellCheck={false}
                      autoComplete="off"
                    />
                    <ProblemLine id="run-name" problem={shown.get('name')} />
                  </div>
                </div>
                <MoreSection section="basics" {...more} />
              </Section>
              <PortRows
                rows={fields.ports}
                problems={shown}
                lookup={lookup}
                isPublishing={publishes(fields.network)}
                dispatch={dispatch}
                onPull={() => void run.pullOnly(fields.image.trim())}
              >
                <MoreSection section="ports" {...more} />
              </PortRows>
              <VolumeRows
                rows={fields.volumes}
                problems={shown}
                imageVolumes={lookup.kind === 'local' ? lookup.defaults.volumes : []}
                dispatch={dispatch}
              >
                <MoreSection section="volumes" {...more} />
              </VolumeRows>
              <EnvRows rows={fields.env} problems={shown} dispatch={dispatch} />
              <MoreFields fields={fields} problems={shown} lookup={lookup} dispatch={dispatch} />
            </div>
          </div>
          {error && (
            <div className={classes.notice}>
              <ErrorNotice error={error} />
            </div>
          )}
          {task && <PullPanel task={task} onStop={run.stopPull} />}
          <RunFooter
            form={checked.form}
            problems={checked.problems}
            lookup={lookup}
            phase={phase}
            isEngineRunning={engine?.state === 'running'}
            isReady={isReady}
            runButton={runButton}
            onCreate={() => void submit(false)}
            onCancel={close}
            onEditText={(text) => setPanel({ kind: 'paste', text })}
          />
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}
