import { type CheckId, type CheckResult, checkIds } from '@contract/diagnose';
import type { Facts } from '../facts/types';
import { answer, apiVersion, engineBinary, engineProcess, permission, socket } from './engine';
import { cgroup, clock, diskSpace, inodes, iptables } from './host';
import { platform, userName, virtualisation } from './machine';
import { credentialHelper, dns, ports, proxy, registry } from './network';
import type { Check } from './outcome';
import { configFile, context, dockerHost, tls } from './settings';
import { wslDistribution, wslKernel, wslPresent, wslVersion } from './wsl';

/** Every check by its id. */
export const checks: Record<CheckId, Check> = {
  platform,
  virtualisation,
  'wsl-present': wslPresent,
  'wsl-version': wslVersion,
  'wsl-kernel': wslKernel,
  'wsl-distribution': wslDistribution,
  'user-name': userName,
  'docker-host': dockerHost,
  context,
  'config-file': configFile,
  tls,
  'engine-binary': engineBinary,
  'engine-process': engineProcess,
  socket,
  permission,
  answer,
  'api-version': apiVersion,
  'disk-space': diskSpace,
  inodes,
  cgroup,
  iptables,
  clock,
  proxy,
  dns,
  registry,
  ports,
  'credential-helper': credentialHelper,
};

/** The checks that say whether an engine can live on this machine. */
const platformChecks: readonly CheckId[] = [
  'platform',
  'virtualisation',
  'wsl-present',
  'wsl-version',
  'wsl-kernel',
  'wsl-distribution',
  'user-name',
  'engine-binary',
  'engine-process',
];

/** All results in the order of the checks. Pure. */
export function judge(facts: Facts, area: 'all' | 'platform'): CheckResult[] {
  const ids = area === 'all' ? checkIds : checkIds.filter((id) => platformChecks.includes(id));
  return ids.map((id) => ({ id, ...checks[id](facts) }));
}
