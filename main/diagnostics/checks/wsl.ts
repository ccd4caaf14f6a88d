import type { Facts, WslFacts } from '../facts/types';
import {
  adminPowershell,
  blocked,
  type Check,
  compareVersions,
  notApplicable,
  type Outcome,
  ok,
  powershell,
  problem,
  unknown,
  warning,
} from './outcome';

type Installed = Extract<WslFacts, { installed: true }>;

/** Docker Desktop refuses older kernels with "WSL kernel version too low". */
const oldestKernel = '5.10';
/** Docker Desktop's own minimum of the WSL package. */
const oldestWsl = '2.1.5';

function withWsl(facts: Facts, judge: (wsl: Installed) => Outcome): Outcome {
  const fact = facts.wsl;
  if (fact === null) return notApplicable('notWindows');
  if (!fact.known) return unknown(fact);
  return fact.value.installed ? judge(fact.value) : blocked;
}

/** WSL is installed. */
export const wslPresent: Check = ({ wsl: fact }) => {
  if (fact === null) return notApplicable('notWindows');
  if (!fact.known) return unknown(fact);
  if (!fact.value.installed) return problem('missing', {}, adminPowershell('wsl --install'));
  return fact.value.version === null ? ok('withWindows') : ok('installed', { version: fact.value.version });
};

/** Turns the Windows feature on, by whatever the installed WSL has for it; Windows restarts afterwards. */
const turnOnVirtualMachines = ({ version }: Installed) =>
  adminPowershell(
    version === null
      ? 'dism.exe /online /enable-feature /featurename:VirtualMachinePlatform /all /norestart'
      : 'wsl --install --no-distribution',
  );

/** Version 2 can run, and new distributions become it: only that one has a kernel for containers. */
export const wslVersion: Check = (facts) =>
  withWsl(facts, (wsl) => {
    const { defaultVersion } = wsl;
    if (wsl.virtualMachinesOff) {
      const { virtualisation } = facts;
      // That is told already, and the feature may well be on.
      if (virtualisation?.known && virtualisation.value.enabled === false) return blocked;
      return problem('virtualMachinesOff', {}, turnOnVirtualMachines(wsl));
    }
    if (defaultVersion === 1) return problem('one', {}, powershell('wsl --set-default-version 2'));
    // A WSL that does not say otherwise has 2 for its default since it comes as a package.
    return ok('two');
  });

/** The kernel is new enough ("WSL kernel version too low"). */
export const wslKernel: Check = (facts) =>
  withWsl(facts, ({ kernel, kernelAsked, version, virtualMachinesOff }) => {
    const update = powershell('wsl --update');
    if (kernel === null && virtualMachinesOff) return blocked;
    if (kernelAsked) return problem('asked', {}, update);
    if (kernel === null) return problem('unnamed', {}, update);
    if (compareVersions(kernel, oldestKernel) < 0)
      return problem('tooLow', { kernel, oldest: oldestKernel }, update);
    if (version === null || compareVersions(version, oldestWsl) < 0) {
      return warning('oldWsl', { kernel, oldest: oldestWsl }, update);
    }
    return ok('new', { kernel });
  });

/** States that pass within minutes; wsl.exe has them in English on every Windows. */
const unfinished = new Set(['Installing', 'Uninstalling', 'Converting']);

/** The distributions are there, and run on version 2. */
export const wslDistribution: Check = (facts) =>
  withWsl(facts, ({ distributions }) => {
    const [first] = distributions;
    if (!first) return ok('none');
    const old = distributions.filter(({ version }) => version === 1);
    const engines = old.find(({ name }) => /^(docker-desktop|rancher-desktop|podman-machine)/.test(name));
    const mend = (name: string) => powershell(`wsl --set-version ${quoted(name)} 2`);
    if (engines) return problem('engineOnOne', { name: engines.name }, mend(engines.name));
    const busy = distributions.find(({ state }) => unfinished.has(state));
    if (busy)
      return warning('unfinished', { name: busy.name, state: busy.state }, powershell('wsl --shutdown'));
    const own = old.find(({ isDefault }) => isDefault);
    if (own) return warning('defaultOnOne', { name: own.name }, mend(own.name));
    return ok('list', { names: distributions.map(({ name, state }) => `${name} (${state})`).join(', ') });
  });

/** A name for PowerShell, quoted where it must be. */
function quoted(name: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
