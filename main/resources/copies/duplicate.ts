import type { CopyPlan, PlannedCopy } from '@contract/container-copies';
import type { ContainerRow, PortProtocol } from '@contract/containers';
import { LighterError } from '@contract/errors';
import type { EngineClient } from '../../engine/types';
import { act, remove } from '../container-actions';
import { type BindTest, probePorts } from '../probe-ports';
import { type CreateSpec, specOf, targetOf } from '../recreate/body';
import { findImage } from '../recreate/plan';
import type { RawContainer } from '../recreate/raw';
import { connect, create } from '../recreate/recreate';
import { inspect } from '../recreate/wait-well';

/** `web`, `web-3`, `web_3` → what stands before the number, and how it is joined. */
function stemOf(name: string): string {
  return name.replace(/([-_.])\d+$/, '') || name;
}

/** `count` free names: the name with the next numbers, in the way it is numbered already. Pure. */
export function copyNames(name: string, taken: ReadonlySet<string>, count: number): string[] {
  const joint = /([-_.])\d+$/.exec(name)?.[1] ?? '-';
  const names: string[] = [];
  for (let number = 2; names.length < count; number += 1) {
    const candidate = `${stemOf(name)}${joint}${number}`;
    if (!taken.has(candidate)) names.push(candidate);
  }
  return names;
}

/** The host ports that were asked for, one a line; those the engine picked are not among them. */
function fixedPorts({ HostConfig }: RawContainer): { key: string; port: number; protocol: PortProtocol }[] {
  return Object.entries(HostConfig.PortBindings ?? {}).flatMap(([key, bindings]) =>
    (bindings ?? []).flatMap(({ HostPort }) => {
      const port = Number(HostPort);
      const protocol = (key.split('/')[1] ?? 'tcp') as PortProtocol;
      return Number.isInteger(port) && port > 0 ? [{ key, port, protocol }] : [];
    }),
  );
}

/** Names and ports for copies, and what they share with the original or do not get. */
export async function planCopies(
  client: EngineClient,
  id: string,
  count: number,
  { rows, test }: { rows: readonly ContainerRow[]; test: BindTest | null },
): Promise<CopyPlan> {
  const old = await inspect(client, id);
  const name = old.Name.replace(/^\//, '');
  const names = copyNames(name, new Set(rows.map((row) => row.name)), count);
  const wanted = fixedPorts(old);
  const given = new Set<string>();
  const copies: PlannedCopy[] = [];
  for (const copy of names) {
    const ports: PlannedCopy['ports'] = [];
    for (const { key, port, protocol } of wanted) {
      const to = await freePort(port, protocol, given, rows, test);
      ports.push({ containerPort: key, from: port, to });
    }
    copies.push({ name: copy, ports });
  }
  const anonymous = anonymousTargets(old);
  const networks = Object.values(old.NetworkSettings?.Networks ?? {});
  return {
    copies,
    shared: (old.Mounts ?? [])
      .flatMap((mount) => {
        const source =
          mount.Type === 'volume' ? mount.Name : mount.Type === 'bind' ? mount.Source : undefined;
        return typeof source === 'string' && !anonymous.has(mount.Destination ?? '') ? [source] : [];
      })
      .sort(),
    empty: [...anonymous].sort(),
    dropsAddress:
      Boolean(old.Config.MacAddress) ||
      networks.some((endpoint) => endpoint?.IPAMConfig && Object.keys(endpoint.IPAMConfig).length > 0),
  };
}

/** The next host port above that nothing has and that was not given to another copy; null: the engine picks one. */
async function freePort(
  port: number,
  protocol: PortProtocol,
  given: Set<string>,
  rows: readonly ContainerRow[],
  test: BindTest | null,
): Promise<number | null> {
  const holders = new Set(
    rows.flatMap((row) => row.ports.map(({ hostPort, protocol }) => `${hostPort}/${protocol}`)),
  );
  for (let candidate = port + 1; candidate <= Math.min(port + 2000, 65_535); candidate += 1) {
    const key = `${candidate}/${protocol}`;
    if (given.has(key) || holders.has(key)) continue;
    const [probe] = await probePorts([{ port: candidate, protocol }], [], test);
    if (probe?.free === false) continue;
    given.add(key);
    return candidate;
  }
  return null;
}

/** The names the engine makes up; a replaced container has them as if somebody had given them. */
const madeUpName = /^[a-f0-9]{64}$/;

/** Where the engine gave it a volume without a name. */
function anonymousTargets(old: RawContainer): ReadonlySet<string> {
  const named = new Set([
    ...(old.HostConfig.Binds ?? []).flatMap((bind) => (bind.includes(':') ? [targetOf(bind)] : [])),
    ...(old.HostConfig.Mounts ?? []).flatMap((mount) => (mount.Source ? [String(mount.Target)] : [])),
  ]);
  return new Set(
    (old.Mounts ?? []).flatMap(({ Type, Name, Destination }) =>
      Type === 'volume' && Destination && (!named.has(Destination) || madeUpName.test(Name ?? ''))
        ? [Destination]
        : [],
    ),
  );
}

/**
 * What makes a container like this one from the same image. `anonymous`: its volumes without a name are the same
 * ones, or new and empty. `address`: with its own addresses. Throws `not-found` when its image is gone.
 */
export async function copySpec(
  client: EngineClient,
  old: RawContainer,
  api: string,
  { anonymous, address }: { anonymous: 'same' | 'new'; address: boolean },
): Promise<CreateSpec> {
  const image = await findImage(client, old.Image);
  if (!image) throw new LighterError({ code: 'not-found', message: `No such image: ${old.Image}` });
  const renewed = anonymous === 'new' ? anonymousTargets(old) : new Set<string>();
  const { HostConfig: host } = old;
  const given: RawContainer = {
    ...old,
    // Without their names they are made anew.
    Mounts: (old.Mounts ?? []).filter(({ Destination }) => !renewed.has(Destination ?? '')),
    HostConfig: {
      ...host,
      Binds: (host.Binds ?? []).filter((bind) => !renewed.has(targetOf(bind))),
      Mounts: (host.Mounts ?? []).filter(({ Target }) => !renewed.has(String(Target))),
    },
  };
  const spec = specOf(given, image.Config ?? null, api);
  const tagged = old.Config.Image ? await findImage(client, old.Config.Image) : null;
  spec.body.Image = tagged?.Id === old.Image ? old.Config.Image : old.Image;
  spec.body.Volumes = Object.fromEntries([...renewed].map((path) => [path, {}]));
  return address ? spec : withoutAddress(spec);
}

function withoutAddress(spec: CreateSpec): CreateSpec {
  delete spec.body.MacAddress;
  const endpoints = [
    ...Object.values(spec.body.NetworkingConfig.EndpointsConfig),
    ...spec.networks.map(({ endpoint }) => endpoint),
  ];
  for (const endpoint of endpoints) {
    delete endpoint.IPAMConfig;
    delete endpoint.MacAddress;
  }
  return spec;
}

/** Makes one copy and gives its id; one that cannot be started is removed again. Throws `conflict` for a taken name. */
export async function makeCopy(
  client: EngineClient,
  { body, networks }: CreateSpec,
  { name, ports }: PlannedCopy,
  start: boolean,
): Promise<string> {
  const PortBindings = Object.fromEntries(
    Object.entries(body.HostConfig.PortBindings ?? {}).map(([key, bindings]) => [
      key,
      (bindings ?? []).map((binding) => {
        const change = ports.find(
          (port) => port.containerPort === key && String(port.from) === binding.HostPort,
        );
        return change ? { ...binding, HostPort: change.to === null ? '' : String(change.to) } : binding;
      }),
    ]),
  );
  const id = await create(client, name, {
    body: { ...body, HostConfig: { ...body.HostConfig, PortBindings } },
  });
  try {
    for (const { network, endpoint } of networks) await connect(client, network, id, endpoint);
    if (start) await act(client, id, 'start');
    return id;
  } catch (error) {
    await remove(client, id, { force: true, volumes: true });
    throw error;
  }
}
