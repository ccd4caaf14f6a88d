import type { Fix } from '@contract/diagnose';
import type { SshReason } from '../../engine/ssh-command';
import type { Facts } from '../facts/types';
import {
  adminPowershell,
  blocked,
  type Check,
  getEngine,
  isRemote,
  isThere,
  lookAgain,
  notApplicable,
  type Outcome,
  ok,
  powershell,
  problem,
  switchEngine,
  terminal,
  unknown,
  valueIn,
  warning,
} from './outcome';

const starts: Record<string, string> = {
  'Docker Desktop': 'docker desktop start',
  Docker: 'open -a Docker',
  OrbStack: 'open -a OrbStack',
  orbctl: 'orbctl start',
  'Rancher Desktop': 'rdctl start',
  rdctl: 'rdctl start',
  'rdctl.exe': 'rdctl start',
  colima: 'colima start',
  'podman.exe': 'podman machine start',
};

/** What starts an engine that is installed: Lighter where it can, and the command that does the same. */
function startFix(facts: Facts): Fix {
  const command = startCommand(facts);
  return command ? { ...command, action: 'start-engine' } : { kind: 'action', action: 'start-engine' };
}

function startCommand(facts: Facts) {
  const names = valueIn(facts.programs)?.engines.map(({ name }) => name) ?? [];
  const { platform, systemd } = facts.system;
  const shell = platform === 'win32' ? powershell : terminal;
  if (platform === 'linux' && names.includes('dockerd')) {
    return terminal(systemd ? 'sudo systemctl start docker' : 'sudo service docker start');
  }
  const known = names.find((name) => starts[name] !== undefined);
  if (known !== undefined) return shell(starts[known] ?? '');
  if (names.includes('podman')) {
    return shell(platform === 'linux' ? 'systemctl --user start podman.socket' : 'podman machine start');
  }
  return null;
}

const remoteOr = (facts: Facts, judge: () => Outcome): Outcome =>
  isRemote(facts) ? notApplicable('remote') : judge();

/** An engine is installed. */
export const engineBinary: Check = (facts) =>
  remoteOr(facts, () => {
    if (!facts.programs.known) return unknown(facts.programs);
    const { engines } = facts.programs.value;
    if (engines.length > 0) return ok('found', { names: engines.map(({ path }) => path).join(', ') });
    return isThere(facts) ? ok('elsewhere') : problem('missing', {}, getEngine);
  });

/** An engine runs. */
export const engineProcess: Check = (facts) =>
  remoteOr(facts, () => {
    if (!facts.processes.known) return unknown(facts.processes);
    const engines = facts.processes.value.filter(({ name }) => !/^containerd/.test(name));
    if (engines.length > 0) {
      const names = engines.slice(0, 6).map(({ name, pid }) => `${name} (${pid})`);
      return ok('running', { names: names.join(', ') });
    }
    if (isThere(facts)) return ok('elsewhere');
    const installed = (valueIn(facts.programs)?.engines.length ?? 0) > 0;
    return installed ? problem('none', {}, startFix(facts)) : blocked;
  });

/** Something listens at the endpoint. */
export const socket: Check = (facts) => {
  const endpoint = valueIn(facts.endpoint);
  if (endpoint?.kind === 'ssh') return notApplicable('overSsh', { address: endpoint.address });
  if (facts.dial === null || endpoint === null) return blocked;
  if (!facts.dial.known) return unknown(facts.dial);
  const { error, file, deletedUnder } = facts.dial.value;
  const { address: path, kind } = endpoint;
  if (error === null) return ok('listens', { path });
  if (kind === 'tcp')
    return problem('unreachable', { path, error }, isRemote(facts) ? undefined : startFix(facts));
  if (file === 'other') return problem('noSocket', { path });
  switch (error) {
    case 'EACCES':
    case 'EPERM':
      return ok('listens', { path });
    case 'ECONNREFUSED':
      return problem('stale', { path }, startFix(facts));
    case 'ENOENT':
    case 'ENOTDIR':
      if (deletedUnder) return deleted(facts, path, deletedUnder.owner);
      return absent(facts, path);
    default:
      return warning('busy', { path, error });
  }
};

/** The engine lives, but the file that leads to it is gone: only a restart makes it anew. */
function deleted(facts: Facts, path: string, owner: string | null): Outcome {
  const restart = { kind: 'action' as const, action: 'restart-engine' as const };
  const viaSystemd = facts.system.systemd && /^\/(?:var\/)?run\/docker\.sock$/.test(path);
  const fix = viaSystemd
    ? { ...terminal('sudo systemctl restart docker.socket docker.service'), action: restart.action }
    : restart;
  return owner === null ? problem('deletedUnseen', { path }, fix) : problem('deleted', { path, owner }, fix);
}

/** A socket that is missing because no engine is there, or none runs, is not a second problem. */
function absent(facts: Facts, path: string): Outcome {
  const cause = [engineBinary, engineProcess].some((check) => check(facts).state === 'problem');
  return cause ? blocked : problem('missing', { path }, leadBack(facts) ?? startFix(facts));
}

/** The command that forgets a choice which leads to where nothing is; null where nothing was chosen. */
function leadBack({ endpoint, system }: Facts): Fix | null {
  const source = valueIn(endpoint)?.row.source;
  if (source === 'config') return terminal('docker context use default');
  if (source !== 'DOCKER_HOST' && source !== 'DOCKER_CONTEXT') return null;
  return system.platform === 'win32' ? powershell(`Remove-Item Env:${source}`) : terminal(`unset ${source}`);
}

/** This user may talk to the engine. */
export const permission: Check = (facts) => {
  const endpoint = valueIn(facts.endpoint);
  if (endpoint?.kind === 'tcp') return notApplicable('network');
  if (endpoint?.kind === 'ssh') return notApplicable('overSsh', { host: endpoint.row.host });
  if (facts.dial === null || endpoint === null) return blocked;
  if (!facts.dial.known) return unknown(facts.dial);
  const { error, gid, mode } = facts.dial.value;
  const { system } = facts;
  const group = valueIn(facts.dockerGroup);
  if (error === null) {
    if (system.uid === 0) return ok('root');
    const byGroup = group !== null && group.gid === gid && system.gids.includes(group.gid);
    return ok(byGroup ? 'group' : 'allowed');
  }
  if (error !== 'EACCES' && error !== 'EPERM') return blocked;
  const values = { path: endpoint.address, user: system.userName, mode: mode ?? '?' };
  if (system.platform === 'win32') {
    return problem('notInUsers', values, adminPowershell('net localgroup docker-users "$env:USERNAME" /add'));
  }
  if (group === null || gid !== group.gid) return problem('denied', values);
  if (group.isMember && !system.gids.includes(group.gid)) {
    return problem('loginAgain', values, terminal('newgrp docker'));
  }
  if (system.gids.includes(group.gid)) return problem('denied', values);
  return problem('notInGroup', values, terminal('sudo usermod -aG docker "$USER"'));
};

/** ms a ping may take before it is told. */
const slow = 1000;

/** Why ssh does not get to the engine, as the connection tells it. */
const sshFindings: Record<SshReason, string> = {
  'host-key-unknown': 'hostKeyUnknown',
  'host-key-changed': 'hostKeyChanged',
  'ssh-auth': 'sshAuth',
  'ssh-socket': 'sshSocket',
  'ssh-failed': 'sshFailed',
};

/** The engine answers, and soon. */
export const answer: Check = (facts) => {
  if (facts.answer === null || valueIn(facts.dial)?.error) return blocked;
  if (!facts.answer.known) return unknown(facts.answer);
  const { ok: answers, failure, took } = facts.answer.value;
  if (answers) return took > slow ? warning('slow', { ms: took }) : ok('answers', { ms: took });
  switch (failure?.code) {
    case 'no-answer':
      return problem('frozen', { ms: took }, restartFix(facts));
    case 'bad-answer':
      return problem('garbage', { message: failure.message });
    case 'connection-lost':
      return problem('cut', { message: failure.message }, lookAgain);
    case 'host-key-unknown':
    case 'host-key-changed':
    case 'ssh-auth':
    case 'ssh-socket':
    case 'ssh-failed':
      return problem(sshFindings[failure.code], { message: failure.message }, switchEngine);
    default:
      return blocked;
  }
};

function restartFix(facts: Facts): Fix {
  if (isRemote(facts)) return lookAgain;
  const { platform, systemd } = facts.system;
  return platform === 'linux' && systemd
    ? { ...terminal('sudo systemctl restart docker'), action: 'restart-engine' }
    : { kind: 'action', action: 'restart-engine' };
}

/** The engine speaks an API version that Lighter knows. */
export const apiVersion: Check = (facts) => {
  const answered = valueIn(facts.answer);
  if (!answered?.ok) return blocked;
  if (answered.failure?.code === 'api-too-old')
    return problem('tooOld', { message: answered.failure.message });
  if (answered.failure?.code === 'api-too-new')
    return problem('tooNew', { message: answered.failure.message });
  if (facts.engine === null) return blocked;
  if (!facts.engine.known) return unknown(facts.engine);
  const { product, version, api, minApi } = facts.engine.value;
  return ok('known', { product, version, api, oldest: minApi || api });
};
