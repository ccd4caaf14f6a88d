import type { Facts } from '../facts/types';
import {
  blocked,
  type Check,
  isRemote,
  notApplicable,
  ok,
  powershell,
  problem,
  terminal,
  unknown,
  valueIn,
  warning,
} from './outcome';

const megabyte = 1024 * 1024;
const fullBelow = 500 * megabyte;
const lowBelow = 3 * 1024 * megabyte;

/** There is room where the engine keeps images, containers and volumes. */
export const diskSpace: Check = ({ disk }) => {
  if (disk === null) return notApplicable('elsewhere');
  if (!disk.known) return unknown(disk);
  const { path, free, total } = disk.value;
  const values = { path, free, total };
  const look = terminal('docker system df');
  if (free < fullBelow) return problem('full', values, look);
  return free < lowBelow ? warning('low', values, look) : ok('room', values);
};

/** There are inodes left: with none, a disk with room is full as well. */
export const inodes: Check = ({ disk }) => {
  if (disk === null) return notApplicable('elsewhere');
  if (!disk.known) return unknown(disk);
  const { path, inodes: all, freeInodes } = disk.value;
  if (all === 0) return notApplicable('unlimited');
  const percent = Math.floor((freeInodes / all) * 100);
  const values = { path, percent };
  const look = terminal('docker system df');
  if (percent < 1) return problem('full', values, look);
  return percent < 5 ? warning('low', values, look) : ok('room', values);
};

/** The kernel can limit memory, CPU and processes. */
export const cgroup: Check = ({ cgroup: fact, engine }) => {
  if (fact === null) return notApplicable('elsewhere');
  if (!fact.known) return unknown(fact);
  const { version, controllers } = fact.value;
  if (version === 'none') return problem('none');
  const missing = ['cpu', 'memory', 'pids'].filter((name) => !controllers.includes(name));
  if (missing.length > 0) return warning('missing', { names: missing.join(', ') });
  const lacks =
    valueIn(engine)?.warnings.filter((text) => /No (memory|cpu|pids) .*support/i.test(text)) ?? [];
  if (lacks.length > 0) return warning('limited', { message: lacks.join(' ') });
  return ok(version === 'v2' ? 'v2' : 'v1');
};

const installIptables: Record<string, string> = {
  debian: 'sudo apt-get install iptables',
  ubuntu: 'sudo apt-get install iptables',
  fedora: 'sudo dnf install iptables-nft',
  arch: 'sudo pacman -S iptables-nft',
  suse: 'sudo zypper install iptables',
};

/** The engine can set up the network's rules, and the kernel forwards packets. */
export const iptables: Check = (facts) => {
  const fact = facts.firewall;
  if (fact === null) return notApplicable('elsewhere');
  if (!fact.known) return unknown(fact);
  const { version, backend, failure, forwarding } = fact.value;
  if (failure !== null) return warning('fails', { message: failure });
  if (version === null) {
    const command = installIptables[facts.system.distribution ?? ''];
    // An engine that runs has been told to do without, or uses nftables itself.
    const judge = valueIn(facts.answer)?.ok ? warning : problem;
    return judge('missing', {}, command === undefined ? undefined : terminal(command));
  }
  if (forwarding === false)
    return warning('noForwarding', {}, terminal('sudo sysctl -w net.ipv4.ip_forward=1'));
  return ok('usable', { version, backend: backend ?? '' });
};

const seconds = 1000;

/** The engine's clock goes with ours: certificates and logs depend on it. */
export const clock: Check = (facts) => {
  if (facts.engine === null) return blocked;
  if (!facts.engine.known) return valueIn(facts.answer)?.ok ? unknown(facts.engine) : blocked;
  const { clockOffset, clockError } = facts.engine.value;
  if (clockOffset === null) return notApplicable('untold');
  const off = Math.abs(clockOffset) - clockError;
  const values = { seconds: Math.round(Math.abs(clockOffset) / seconds) };
  if (off <= 5 * seconds) return ok('same', values);
  const judge = off > 60 * seconds ? problem : warning;
  return judge(clockOffset > 0 ? 'ahead' : 'behind', values, clockFix(facts));
};

function clockFix(facts: Facts) {
  // The clock over there is not set from here.
  if (isRemote(facts)) return undefined;
  const { platform } = facts.system;
  if (platform === 'win32') return powershell('wsl --shutdown');
  return platform === 'linux' ? terminal('sudo timedatectl set-ntp true') : undefined;
}
