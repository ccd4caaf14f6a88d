import type { Check } from './outcome';
import { compareVersions, notApplicable, ok, problem, unknown, warning } from './outcome';

/** The first Windows that has WSL 2 without anything added. */
const oldestWindows = 19041;
/** Docker Desktop supports this macOS release and those after it. */
const oldestMac = 14;

/** The system is one engines run on. */
export const platform: Check = ({ system }) => {
  const { release, arch } = system;
  switch (system.platform) {
    case 'linux': {
      const values = { name: system.prettyName || 'Linux', release, arch };
      if (compareVersions(release, '3.10') < 0) return problem('kernelOld', values);
      return ok(system.isWsl ? 'wsl' : 'linux', values);
    }
    case 'darwin': {
      const version = macVersion(release);
      const values = { version, arch };
      return version < oldestMac ? warning('macOld', values) : ok('mac', values);
    }
    case 'win32': {
      const build = Number(release.split('.')[2] ?? 0);
      return build < oldestWindows ? problem('windowsOld', { build }) : ok('windows', { build, arch });
    }
    default:
      return warning('other', { release, arch });
  }
};

/** macOS by its kernel: Darwin 20 was macOS 11; since Darwin 25 the release carries the year. */
function macVersion(release: string): number {
  const major = Number(release.split('.')[0]);
  return major >= 25 ? major + 1 : major - 9;
}

/** Processor and firmware let virtual machines run, which engines on Windows and macOS live in. */
export const virtualisation: Check = ({ virtualisation: fact }) => {
  if (fact === null) return notApplicable('linux');
  if (!fact.known) return unknown(fact);
  if (fact.value.supported === false) return problem('unsupported');
  return fact.value.enabled === false ? problem('off') : ok('on');
};

/** Windows: letters beyond ASCII in the user's name, which end up in paths that installers misread. */
export const userName: Check = ({ system }) => {
  if (system.platform !== 'win32') return notApplicable('notWindows');
  const isPlain = [...`${system.userName}${system.home}`].every((letter) => letter <= '~');
  return isPlain ? ok('plain') : warning('letters', { name: system.userName, home: system.home });
};
