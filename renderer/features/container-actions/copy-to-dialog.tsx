import type { CopyToPlan } from '@contract/copy-to';
import type { FoundEngine } from '@contract/engines';
import type { LighterErrorData } from '@contract/errors';
import { containerName } from '@contract/ids';
import { runArgs } from '@contract/run/run-args';
import type { RunForm } from '@contract/run-form';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useEngine, useRow } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogForm } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import { OnEngine } from '../../ui/on-engine';
import { isRunning } from '../containers/container-states';
import { useContainerForm } from '../containers/use-container-form';
import { nameOf, productText } from '../engines/engine-words';
import { useEngineList } from '../engines/use-engine-list';
import { tellDone } from '../tasks/follow-task';
import { TaskButtons } from '../tasks/task-buttons';
import { TaskTotal } from '../tasks/task-progress';
import { useTask } from '../tasks/use-task';
import classes from './actions.module.css';
import type { QuestionProps } from './container-dialog';

/** Copies a container, its image and on request its data to another engine of the switcher. */
export function CopyToDialog({ rows: [row], onClose }: QuestionProps) {
  const { t } = useTranslation();
  const isEngineRunning = useEngine()?.state === 'running';
  const { list, error: listError } = useEngineList();
  const others = (list?.engines ?? []).filter(({ current }) => !current);
  const [chosen, setChosen] = useState<string | null>(null);
  const engine = others.find(({ key }) => key === chosen) ?? null;
  const { plan, error } = usePlan(row.id, engine?.key ?? null);
  const [typed, setTyped] = useState<string | null>(null);
  const [volumes, setVolumes] = useState(false);
  const [starts, setStarts] = useState(() => isRunning(row));
  const task = useTask((done) => {
    tellDone(done);
    onClose();
  });
  const form = useContainerForm(row);
  const taskRow = useRow('tasks', task.taskId ?? '');
  const name = (typed ?? plan?.name ?? row.name).trim();
  const isTaken = plan?.nameTaken === true && name === row.name;
  const nameProblem = isTaken
    ? t('actions:copyTo.nameTaken')
    : containerName.safeParse(name).success
      ? null
      : t('run:problem.name-invalid');
  const clash = volumes ? (plan?.volumes.filter(({ exists }) => exists) ?? []) : [];
  const busyPorts = starts ? (plan?.ports ?? []) : [];
  const isReady =
    plan !== null &&
    plan.refused === null &&
    nameProblem === null &&
    clash.length === 0 &&
    busyPorts.length === 0 &&
    isEngineRunning;

  return (
    <DialogForm
      title={t('actions:copyTo.title', { name: cleanText(row.name, 128) })}
      size={600}
      onClose={onClose}
      onSubmit={() => {
        if (!isReady || !engine || task.isRunning) return;
        void task.start(() =>
          call('copyTo.start', {
            ...{ epoch: currentEpoch(), id: row.id, engine: engine.key, name, volumes },
            start: starts,
          }),
        );
      }}
    >
      <OnEngine />
      {task.isRunning && taskRow ? (
        <TaskTotal task={taskRow} />
      ) : (
        <>
          <NativeSelect
            label={t('actions:copyTo.engine')}
            description={others.length === 0 && list ? t('actions:copyTo.noOther') : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={engine?.key ?? ''}
            onChange={(event) => {
              setChosen(event.currentTarget.value || null);
              setTyped(null);
            }}
            data={[
              { value: '', label: t('actions:copyTo.choose') },
              ...others.map((one) => ({ value: one.key, label: engineLabel(one, t) })),
            ]}
            data-autofocus
          />
          {listError && <ErrorNotice error={listError} />}
          {engine && (
            <TextInput
              label={t('actions:copyTo.name')}
              value={typed ?? plan?.name ?? row.name}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={nameProblem}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              autoComplete="off"
            />
          )}
          {engine && error && <ErrorNotice error={error} isOpen />}
          {engine && !plan && !error && <p className={classes.quiet}>{t('common:loading')}</p>}
          {plan?.refused && <p role="alert">{t(`actions:copyTo.refused.${plan.refused}`)}</p>}
          {plan && !plan.refused && (
            <>
              {plan.volumes.length > 0 && (
                <Checkbox
                  label={t('actions:copyTo.volumes', { count: plan.volumes.length })}
                  description={cleanText(plan.volumes.map(({ target }) => target).join(', '), 300)}
                  checked={volumes}
                  onChange={(event) => setVolumes(event.currentTarget.checked)}
                />
              )}
              <Checkbox
                label={t('actions:copyTo.start')}
                checked={starts}
                onChange={(event) => setStarts(event.currentTarget.checked)}
              />
              {clash.length > 0 && (
                <Warning>
                  {t('actions:copyTo.volumeTaken', {
                    list: cleanText(clash.map((v) => v.name).join(', '), 300),
                  })}
                </Warning>
              )}
              {busyPorts.map(({ port, container }) => (
                <Warning key={port}>
                  {t('actions:copyTo.portTaken', { port, container: cleanText(container, 128) })}
                </Warning>
              ))}
              <PlanFacts plan={plan} volumes={volumes} isLive={volumes && isRunning(row)} />
              {engine && form && (
                <CliLine command={copyToLine(plan.image.name, engine, { ...form.form, name }, starts)} />
              )}
            </>
          )}
          {task.error && <ErrorNotice error={task.error} isOpen />}
        </>
      )}
      <TaskButtons task={task} onClose={onClose}>
        <Button size="compact-md" type="submit" disabled={!isReady}>
          {t('actions:copyTo.confirm')}
        </Button>
      </TaskButtons>
    </DialogForm>
  );
}

/** The same with the docker CLI, without the volumes' content; each side names its engine. */
function copyToLine(image: string, engine: FoundEngine, form: RunForm, starts: boolean): string {
  const [first] = engine.names;
  const to = first?.origin === 'context' ? ['--context', first.name] : ['-H', first?.url ?? ''];
  const [docker = '', ...run] = runArgs(form, starts);
  return [
    `${shellLine(['docker', 'save', image])} | ${shellLine(['docker', ...to, 'load'])}`,
    shellLine([docker, ...to, ...run]),
  ].join(' && ');
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

const engineLabel = (engine: FoundEngine, t: Parameters<typeof productText>[1]) =>
  `${nameOf(engine)} · ${productText(engine, t)}${engine.state === 'running' || engine.state === 'unasked' ? '' : ` · ${t(`engines:state.${engine.state}`)}`}`;

function PlanFacts({ plan, volumes, isLive }: { plan: CopyToPlan; volumes: boolean; isLive: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.facts}>
      {facts(plan, volumes, isLive, t).map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function facts(plan: CopyToPlan, volumes: boolean, isLive: boolean, t: Translate): string[] {
  const { engine, image, networks, binds } = plan;
  const made = networks.filter(({ exists }) => !exists).map(({ name }) => name);
  return [
    engine.remote
      ? t('actions:copyTo.onRemote', { name: cleanText(engine.name, 60), host: cleanText(engine.host, 100) })
      : t('actions:copyTo.onLocal', { name: cleanText(engine.name, 60) }),
    image.isThere
      ? t('actions:copyTo.imageThere', { image: cleanText(image.name, 200) })
      : t('actions:copyTo.imageSent', { image: cleanText(image.name, 200), size: formatBytes(image.bytes) }),
    ...(made.length > 0 ? [t('actions:copyTo.networks', { list: cleanText(made.join(', '), 300) })] : []),
    ...(plan.volumes.length > 0 && !volumes ? [t('actions:copyTo.emptyVolumes')] : []),
    ...(isLive ? [t('actions:copyTo.live')] : []),
    ...(binds.length > 0 ? [t('actions:copyTo.binds', { list: cleanText(binds.join(', '), 300) })] : []),
    t('actions:copyTo.layer'),
  ];
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p className={classes.warning} role="alert">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** What a copy meets on that engine; null until it is known. */
function usePlan(id: string, engine: string | null) {
  const [answer, setAnswer] = useState<{
    engine: string;
    plan: CopyToPlan | null;
    error: LighterErrorData | null;
  } | null>(null);
  useEffect(() => {
    if (engine === null) return;
    let isStale = false;
    setAnswer(null);
    call('copyTo.plan', { epoch: currentEpoch(), id, engine }).then(
      (plan) => !isStale && setAnswer({ engine, plan, error: null }),
      (thrown: unknown) => !isStale && setAnswer({ engine, plan: null, error: asErrorData(thrown) }),
    );
    return () => {
      isStale = true;
    };
  }, [id, engine]);
  return answer?.engine === engine ? answer : { plan: null, error: null };
}
