import type { PlannedCopy } from '@contract/container-copies';
import type { ContainerEdit } from '@contract/recreate';
import type { InspectedForm } from '@contract/run/from-inspect';
import { runArgs } from '@contract/run/run-args';
import type { RunForm } from '@contract/run-form';
import { shellLine } from '../../lib/shell-quote';
import { readInspect } from '../container-details/read-inspect';

/** A container as the form that makes another one like it, beside what the engine says of it. */
export interface ContainerForm extends InspectedForm {
  inspect: unknown;
}

/** `docker run`, or `docker create`, of one copy, with the copy's name and ports and no address of its own. Pure. */
export function copyLine(form: RunForm, { name, ports }: PlannedCopy, start: boolean): string {
  const changed: RunForm = {
    ...form,
    name,
    ports: form.ports.map((port) => {
      const change = ports.find(
        ({ containerPort, from }) =>
          containerPort === `${port.containerPort}/${port.protocol}` && from === port.hostPort,
      );
      return change ? { ...port, hostPort: change.to ?? undefined } : port;
    }),
    ...(form.networks && {
      networks: form.networks.map(({ ip: _ip, ip6: _ip6, mac: _mac, ...network }) => network),
    }),
  };
  return shellLine(runArgs(changed, start));
}

/** The commands that replace a container by another one, as one line. Pure. */
export function replaceLine(
  { form, inspect }: ContainerForm,
  { image, pulls, starts, edit }: { image: string; pulls: boolean; starts: boolean; edit?: ContainerEdit },
): string {
  const { id, mounts } = readInspect(inspect);
  const name = form.name ?? id.slice(0, 12);
  const kept = `${name}-before-${id.slice(0, 6)}`;
  // Volumes without a name come along by the name the engine gave them.
  const volumeAt = new Map(
    mounts.flatMap(({ kind, source, target }) => (kind === 'volume' ? [[target, source] as const] : [])),
  );
  const to = edit?.to ?? form;
  const named = to.volumes.map((volume) => ({
    ...volume,
    source: volume.source ?? volumeAt.get(volume.target),
  }));
  // A row that somebody has taken away must not come back from what the engine had mounted.
  const told = new Set(
    [
      ...named,
      ...(to.mounts ?? []),
      ...(edit ? [...edit.from.volumes, ...(edit.from.mounts ?? [])] : []),
    ].map(({ target }) => target),
  );
  const ofImage = mounts.flatMap(({ kind, source, target, readOnly }) =>
    kind === 'volume' && !told.has(target) ? [{ source, target, readOnly }] : [],
  );
  const made: RunForm = { ...to, name: to.name ?? name, image, volumes: [...named, ...ofImage] };
  return [
    ...(pulls ? [shellLine(['docker', 'pull', image])] : []),
    shellLine(['docker', 'rename', name, kept]),
    ...(starts ? [shellLine(['docker', 'stop', kept])] : []),
    shellLine(runArgs(made, starts)),
    shellLine(['docker', 'rm', kept]),
  ].join(' && ');
}
