import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useReducer, useState } from 'react';
import { useRow, useTable } from '../../store/mirror';
import { type CheckContext, type Checked, checkFields } from './check';
import { type FieldsAction, type RunFields, reduceFields } from './fields';
import type { FieldKey, Problem, Problems } from './problems';
import { useImage } from './use-image';
import { usePortProbes } from './use-port-probes';

/** A problem shows once it has lasted this long, ms: half a name is not a wrong one. */
const patienceMs = 300;

export type RunFormState = ReturnType<typeof useRunForm>;

/**
 * The form's state with everything known about it: the image, free ports, names taken, the engine's refusal. `own`: the
 * container whose form it is, so that its name and its ports are free for it.
 */
export function useRunForm(first: () => RunFields, own?: string) {
  const [fields, setFields] = useReducer(reduceFields, null, first);
  const [refused, setRefused] = useState<{ field: FieldKey; problem: Problem } | null>(null);
  const lookup = useImage(fields.image.trim());
  const { probes, probeNow } = usePortProbes(fields.ports);
  const containers = useTable('containers');
  const networks = useTable('networks');
  const networksState = useRow('lists', 'networks')?.state;

  const defaults = lookup.kind === 'local' ? lookup.defaults : null;
  useEffect(() => {
    if (defaults) setFields({ kind: 'fill', imageId: defaults.id, ports: defaults.ports });
  }, [defaults]);

  const context = useMemo(
    (): CheckContext => ({
      containers: [...containers.values()],
      networks: networksState === 'ready' ? new Set([...networks.values()].map(({ name }) => name)) : null,
      probes,
      isImageInvalid: lookup.kind === 'invalid',
      own,
    }),
    [containers, networks, networksState, probes, lookup.kind, own],
  );
  const checked = useMemo(
    () => withRefusal(checkFields(fields, context), refused),
    [fields, context, refused],
  );
  const shown = useShown(checked.problems, fields);

  /** What the engine refused is no longer known to be wrong once something was changed. */
  const dispatch = (action: FieldsAction) => {
    setRefused(null);
    setFields(action);
  };
  /** The form checked against ports looked at just now. */
  const checkNow = async () => checkFields(fields, { ...context, probes: await probeNow() });
  return { fields, dispatch, lookup, checked, shown, setRefused, checkNow };
}

function withRefusal(checked: Checked, refused: { field: FieldKey; problem: Problem } | null): Checked {
  if (!refused || checked.problems.has(refused.field)) return checked;
  return { ...checked, problems: new Map([...checked.problems, [refused.field, refused.problem]]) };
}

/** The problems to show: those of fields at rest. */
function useShown(problems: Problems, fields: RunFields): Problems {
  const [settled] = useDebouncedValue(fields, patienceMs);
  const isSettled = settled === fields;
  const [last, setLast] = useState<Problems>(problems);
  useEffect(() => {
    if (isSettled) setLast(problems);
  }, [isSettled, problems]);
  return useMemo(() => {
    const now = isSettled ? problems : new Map([...last].filter(([field]) => problems.has(field)));
    // Nothing chosen yet is where everybody starts, not a mistake; the line beside `Run` asks for it.
    return new Map([...now].filter(([, problem]) => problem.code !== 'image-missing'));
  }, [isSettled, problems, last]);
}
