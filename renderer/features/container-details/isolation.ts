import { defaultCapabilities, powerfulCapabilities, powerfulOnHost } from './capabilities';
import { type Json, list, number, object, text, texts } from './read-json';

/** What the engine says of itself that decides how far its containers are apart from the host. */
export interface EngineSecurity {
  /** As `EngineDetails.security`: `seccomp (builtin)`, `apparmor`, `rootless`, `userns`, `cgroupns`. */
  options: readonly string[];
  cgroupVersion: string;
}

/** `bad`: whoever is inside can take over the host. `warn`: a wall is missing. `note`: could be tighter. */
export type Level = 'bad' | 'warn' | 'note' | 'good';

/** One sentence about a container's isolation, as a key below `isolation:finding`. */
export interface Finding {
  id: FindingId;
  level: Level;
  /** What it is about: a path, capabilities, a profile. */
  subject: string;
}

export type FindingId =
  | 'privileged'
  | 'engineSocket'
  | 'hostRoot'
  | 'hostPath'
  | 'hostPathReadOnly'
  | 'hostDevice'
  | 'deviceRequest'
  | 'powerfulCaps'
  | 'addedCaps'
  | 'droppedCaps'
  | 'droppedAllCaps'
  | 'defaultCaps'
  | 'seccompOff'
  | 'seccompNone'
  | 'seccompCustom'
  | 'seccompDefault'
  | 'lsmOff'
  | 'lsmNone'
  | 'lsmOn'
  | 'unmasked'
  | 'pidHost'
  | 'networkHost'
  | 'ipcHost'
  | 'utsHost'
  | 'userHost'
  | 'rootInside'
  | 'rootMapped'
  | 'plainUser'
  | 'newPrivileges'
  | 'noNewPrivileges'
  | 'readOnlyRoot'
  | 'writableRoot'
  | 'noMemoryLimit'
  | 'noPidsLimit'
  | 'limits'
  | 'ownKernel';

/** A kind of namespace, as a key below `isolation:space`. */
export type SpaceName = 'pid' | 'net' | 'mnt' | 'ipc' | 'uts' | 'user' | 'cgroup';

/** Whose namespace it is: its own, the host's, another container's, or (network) none that leads anywhere. */
export interface Space {
  name: SpaceName;
  owner: 'own' | 'host' | 'container' | 'none';
  /** Id or name of that other container. */
  container: string;
}

export interface Isolation {
  findings: Finding[];
  spaces: Space[];
}

const order: readonly Level[] = ['bad', 'warn', 'note', 'good'];

/**
 * How a container is kept apart from the host and from others, from `GET /containers/{id}/json` and what the
 * engine says of itself (null while that is not known: then nothing is said that depends on it). Pure.
 */
export function readIsolation(json: unknown, engine: EngineSecurity | null): Isolation {
  const root = object(json);
  const host = object(root.HostConfig);
  const has = (name: string) => engine?.options.some((option) => option.split(' ')[0] === name) === true;
  const remapped = has('rootless') || (has('userns') && text(host.UsernsMode) !== 'host');
  const privileged = host.Privileged === true;
  const findings: Finding[] = [
    ...(privileged ? [finding('privileged', 'bad')] : confinement(root, host, engine !== null, has)),
    ...mountFindings(list(root.Mounts), remapped),
    ...(privileged ? [] : deviceFindings(host)),
    ...spaceFindings(host, has),
    ...userFindings(object(root.Config), host, remapped),
    finding(
      host.ReadonlyRootfs === true ? 'readOnlyRoot' : 'writableRoot',
      host.ReadonlyRootfs === true ? 'good' : 'note',
    ),
    ...limitFindings(host),
    ...(/runsc|kata|gvisor|firecracker/i.test(text(host.Runtime))
      ? [finding('ownKernel', 'good', text(host.Runtime))]
      : []),
  ];
  findings.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  return { findings, spaces: readSpaces(host, remapped, engine) };
}

const finding = (id: FindingId, level: Level, subject = ''): Finding => ({ id, level, subject });

/** What stands between its processes and the kernel: capabilities, system calls, mandatory access. */
function confinement(root: Json, host: Json, known: boolean, has: (name: string) => boolean): Finding[] {
  const options = texts(host.SecurityOpt).map((option) => option.replace(':', '='));
  const optionOf = (name: string) =>
    options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const found = capabilityFindings(host);

  const seccomp = optionOf('seccomp');
  if (seccomp === 'unconfined') found.push(finding('seccompOff', 'bad'));
  else if (seccomp !== undefined) found.push(finding('seccompCustom', 'good'));
  else if (known)
    found.push(has('seccomp') ? finding('seccompDefault', 'good') : finding('seccompNone', 'warn'));

  const profile = text(root.AppArmorProfile);
  const off =
    profile === 'unconfined' || optionOf('apparmor') === 'unconfined' || optionOf('label') === 'disable';
  if (known) {
    const system = has('apparmor') ? 'AppArmor' : has('selinux') ? 'SELinux' : '';
    if (system === '') found.push(finding('lsmNone', 'note'));
    else if (off) found.push(finding('lsmOff', 'warn', system));
    else found.push(finding('lsmOn', 'good', profile === '' ? system : `${system}, ${profile}`));
  }
  // `systempaths=unconfined` comes back as empty lists.
  if (Array.isArray(host.MaskedPaths) && host.MaskedPaths.length === 0)
    found.push(finding('unmasked', 'bad'));
  const blocked = options.some(
    (option) => option === 'no-new-privileges' || option === 'no-new-privileges=true',
  );
  found.push(finding(blocked ? 'noNewPrivileges' : 'newPrivileges', blocked ? 'good' : 'note'));
  return found;
}

const bareName = (capability: string) => capability.toUpperCase().replace(/^CAP_/, '');

function capabilityFindings(host: Json): Finding[] {
  const added = texts(host.CapAdd).map(bareName);
  const dropped = texts(host.CapDrop).map(bareName);
  const shared = { net: text(host.NetworkMode) === 'host', pid: text(host.PidMode) === 'host' };
  const isPowerful = (name: string) => {
    const space = powerfulOnHost[name];
    return name === 'ALL' || powerfulCapabilities.has(name) || (space !== undefined && shared[space]);
  };
  const beyond = added.filter((name) => !defaultCapabilities.has(name));
  const powerful = beyond.filter(isPowerful);
  const others = beyond.filter((name) => !powerful.includes(name));
  const found: Finding[] = [];
  if (powerful.length > 0) found.push(finding('powerfulCaps', 'bad', powerful.join(', ')));
  if (others.length > 0) found.push(finding('addedCaps', 'warn', others.join(', ')));
  const kept = added.filter((name) => defaultCapabilities.has(name));
  if (dropped.includes('ALL')) found.push(finding('droppedAllCaps', 'good', kept.join(', ')));
  else if (dropped.length > 0) found.push(finding('droppedCaps', 'good', dropped.join(', ')));
  else if (beyond.length === 0) found.push(finding('defaultCaps', 'good'));
  return found;
}

const sockets = /(?:^|\/)(?:docker|podman|containerd|crio|dockershim|buildkitd)\.sock$/;
const socketFolders = new Set(['/run', '/var/run', '/run/podman', '/run/containerd', '/run/user']);
/** Whoever writes there changes what the host itself runs or trusts. */
const sensitive =
  /^\/(?:etc|root|home|proc|sys|dev|boot|usr|bin|sbin|lib|lib64|var|var\/lib|var\/lib\/(?:docker|containerd|kubelet)|var\/log|opt|srv)$/;
/** Read by programs that only want to know the time zone. */
const harmless = new Set(['/etc/localtime', '/etc/timezone']);
const below =
  /^\/(?:proc|sys|dev|etc|boot|usr|bin|sbin|lib|lib64|root|var\/lib\/(?:docker|containerd|kubelet))\//;

function mountFindings(mounts: readonly unknown[], remapped: boolean): Finding[] {
  return mounts.flatMap((entry): Finding[] => {
    const mount = object(entry);
    if (text(mount.Type) !== 'bind') return [];
    const source = text(mount.Source).replace(/(.)\/+$/, '$1');
    const readOnly = mount.RW === false;
    // A socket opened read-only still takes commands.
    if (sockets.test(source) || socketFolders.has(source)) return [finding('engineSocket', 'bad', source)];
    if (source === '/') return [finding('hostRoot', remapped ? 'warn' : 'bad', readOnly ? '/ (ro)' : '/')];
    // What the engine puts there itself (resolv.conf, hosts) is not in `Mounts`.
    if ((readOnly && harmless.has(source)) || !(sensitive.test(source) || below.test(source))) return [];
    return [readOnly ? finding('hostPathReadOnly', 'note', source) : finding('hostPath', 'warn', source)];
  });
}

function deviceFindings(host: Json): Finding[] {
  const devices = list(host.Devices)
    .map((entry) => text(object(entry).PathOnHost))
    .filter(Boolean);
  const rules = texts(host.DeviceCgroupRules);
  const requests = list(host.DeviceRequests).map((entry) => {
    const request = object(entry);
    const wanted = list(request.Capabilities).flatMap((group) => texts(group));
    return text(request.Driver) || wanted.join(', ');
  });
  return [
    ...(devices.length + rules.length > 0
      ? [finding('hostDevice', 'warn', [...devices, ...rules].join(', '))]
      : []),
    ...(requests.length > 0 ? [finding('deviceRequest', 'note', requests.filter(Boolean).join(', '))] : []),
  ];
}

function spaceFindings(host: Json, has: (name: string) => boolean): Finding[] {
  const isHost = (mode: unknown) => text(mode) === 'host';
  return [
    ...(isHost(host.PidMode) ? [finding('pidHost', 'bad')] : []),
    ...(isHost(host.NetworkMode) ? [finding('networkHost', 'warn')] : []),
    ...(isHost(host.IpcMode) ? [finding('ipcHost', 'warn')] : []),
    ...(isHost(host.UTSMode) ? [finding('utsHost', 'note')] : []),
    ...(isHost(host.UsernsMode) && has('userns') ? [finding('userHost', 'warn')] : []),
  ];
}

function userFindings(config: Json, host: Json, remapped: boolean): Finding[] {
  const user = text(config.User);
  const name = user.split(':')[0] ?? '';
  if (name !== '' && name !== 'root' && name !== '0') return [finding('plainUser', 'good', user)];
  if (remapped) return [finding('rootMapped', 'good')];
  // Without any capability root's name is all that is left of root.
  const powerless = texts(host.CapDrop).map(bareName).includes('ALL');
  return [finding('rootInside', powerless ? 'note' : 'warn')];
}

function limitFindings(host: Json): Finding[] {
  const memory = number(host.Memory) > 0;
  const pids = number(host.PidsLimit) > 0;
  return [
    ...(memory ? [] : [finding('noMemoryLimit', 'note')]),
    ...(pids ? [] : [finding('noPidsLimit', 'note')]),
    ...(memory && pids ? [finding('limits', 'good')] : []),
  ];
}

function readSpaces(host: Json, remapped: boolean, engine: EngineSecurity | null): Space[] {
  const space = (name: SpaceName, mode: string, fallback: Space['owner'] = 'own'): Space => {
    if (mode === 'host') return { name, owner: 'host', container: '' };
    if (mode === 'none' && name === 'net') return { name, owner: 'none', container: '' };
    if (mode.startsWith('container:')) return { name, owner: 'container', container: mode.slice(10) };
    return { name, owner: mode === '' ? fallback : 'own', container: '' };
  };
  // Version 1 of the kernel's control groups has no namespace of its own unless it was asked for.
  const groups = engine?.cgroupVersion === '2' ? 'own' : 'host';
  return [
    space('pid', text(host.PidMode)),
    space('net', text(host.NetworkMode)),
    space('mnt', ''),
    space('ipc', text(host.IpcMode)),
    space('uts', text(host.UTSMode)),
    { name: 'user', owner: remapped ? 'own' : 'host', container: '' },
    space('cgroup', text(host.CgroupnsMode), groups),
  ];
}
