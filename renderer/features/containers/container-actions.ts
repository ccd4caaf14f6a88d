import type { ContainerRow } from '@contract/containers';
import type { Outcome } from '@contract/ids';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatNumber } from '../../lib/format';
import { currentEpoch, useMirror } from '../../store/mirror';
import { useUi } from '../../store/ui';
import { notifyError, notifyFailures, notifySuccess, type ToastAction } from '../../ui/notify';
import { explainBusyPort } from '../run/explain-port';
import { type ContainerAction, isRunning } from './container-states';

/** How long a row stays marked when the engine's event does not come. ms. */
const patchPatience = 2000;

/**
 * Does one thing to some containers and tells how each ended: one toast for those that worked, one that
 * lists the failures by name with the engine's words. Resolves when the engine has answered for all.
 */
export async function actOnContainers(action: ContainerAction, rows: readonly ContainerRow[]): Promise<void> {
  await tellOutcomes(action, rows, (ids) => call(`containers.${action}`, { epoch: currentEpoch(), ids }));
}

/** Deletes containers, by force those that run; `volumes` takes their anonymous volumes along. `typed` are the
 *  names that were typed for protected ones. */
export async function deleteContainers(
  rows: readonly ContainerRow[],
  volumes: boolean,
  typed: string[],
): Promise<boolean> {
  const force = rows.some(isRunning);
  return tellOutcomes(
    'delete',
    rows,
    (ids) => call('containers.remove', { epoch: currentEpoch(), ids, force, volumes, typed }),
    (done) => undoDelete(done, volumes),
  );
}

/** As many as main remembers. */
const undoable = 50;

/** The way back from a deletion, told for what it is: a new container of the same configuration. */
function undoDelete(done: readonly ContainerRow[], volumes: boolean): Offer | undefined {
  if (done.length > undoable) return undefined;
  return {
    message: i18next.t(volumes ? 'containers:undo.helpVolumes' : 'containers:undo.help'),
    label: i18next.t('containers:undo.label'),
    run: () =>
      void tellOutcomes('undo', done, (ids) => call('containers.restore', { epoch: currentEpoch(), ids })),
  };
}

/** What a toast tells; each has its words in `containers:done`, `failed`, `doneMany` and `failedMany`. */
type Told = ContainerAction | 'delete' | 'signal' | 'update' | 'undo';

/** What a toast offers beside telling, and what there is to know of it. */
type Offer = ToastAction & { message: string };

/** What changes nothing that a row shows, so that no event's row ends the mark. */
const quiet: readonly Told[] = ['signal', 'update', 'undo'];

/** Does it to all and tells how each ended, as `actOnContainers` does. True when all went well. */
export async function tellOutcomes(
  action: Told,
  rows: readonly ContainerRow[],
  send: (ids: string[]) => Promise<Outcome[]>,
  offer?: (done: readonly ContainerRow[]) => Offer | undefined,
): Promise<boolean> {
  if (rows.length === 0) return true;
  const { markPending, clearPending } = useUi.getState();
  const ids = rows.map((row) => row.id);
  const names = new Map(rows.map((row) => [row.id, cleanText(row.name, 128)]));
  markPending(ids, action);
  try {
    const outcomes = await send(ids);
    const done = outcomes.filter((outcome) => outcome.ok).map(({ id }) => id);
    const failures = outcomes.flatMap((outcome) =>
      outcome.ok ? [] : [{ id: outcome.id, name: names.get(outcome.id) ?? outcome.id, error: outcome.error }],
    );
    clearPending(quiet.includes(action) ? ids : failures.map(({ id }) => id));
    if (action === 'update') useUi.getState().touch(done);
    if (!quiet.includes(action)) clearWhenPatched(rows.filter((row) => done.includes(row.id)));
    const [only] = failures;
    if (done.length > 0)
      tellDone(
        action,
        done.map((id) => names.get(id) ?? id),
        offer?.(rows.filter((row) => done.includes(row.id))),
      );
    if (only && failures.length === 1)
      notifyError(
        i18next.t(`containers:failed.${action}`, { name: only.name }),
        only.error,
        (await explainBusyPort(only.error)) ?? '',
      );
    else if (only) notifyFailures(manyTitle('failedMany', action, failures.length), failures);
    return failures.length === 0;
  } catch (error) {
    clearPending(ids);
    const [name] = names.values();
    const title =
      rows.length === 1
        ? i18next.t(`containers:failed.${action}`, { name })
        : manyTitle('failedMany', action, rows.length);
    notifyError(title, asErrorData(error));
    return false;
  }
}

function tellDone(action: Told, names: string[], offer?: Offer): void {
  const [name] = names;
  const message = offer?.message ?? '';
  if (names.length === 1) notifySuccess(i18next.t(`containers:done.${action}`, { name }), message, offer);
  else {
    const list = cleanText(names.join(', '), 300);
    notifySuccess(
      manyTitle('doneMany', action, names.length),
      [list, message].filter(Boolean).join('. '),
      offer,
    );
  }
}

const manyTitle = (how: 'doneMany' | 'failedMany', action: Told, count: number) =>
  i18next.t(`containers:${how}.${action}`, { number: formatNumber(count) });

/** Keeps the mark until the event has brought the new row: the answer to the call may come first. */
function clearWhenPatched(before: readonly ContainerRow[]): void {
  const waiting = new Map(before.map((row) => [row.id, row]));
  const settle = () => {
    const { containers } = useMirror.getState().tables;
    const settled = [...waiting].filter(([id, row]) => containers.get(id) !== row).map(([id]) => id);
    for (const id of settled) waiting.delete(id);
    if (settled.length > 0) useUi.getState().clearPending(settled);
    if (waiting.size === 0) finish();
  };
  const unsubscribe = useMirror.subscribe(settle);
  const timer = setTimeout(() => {
    useUi.getState().clearPending([...waiting.keys()]);
    finish();
  }, patchPatience);
  function finish() {
    unsubscribe();
    clearTimeout(timer);
  }
  settle();
}
