import type { CheckId, SystemSummary } from '@contract/diagnose';

export type Platform = 'linux' | 'darwin' | 'win32';
export type Distribution = NonNullable<SystemSummary['distribution']>;

/** One thing to do; its words are `get-engine:step.<id>`. */
export interface Step {
  id: string;
  command?: string;
  place?: 'terminal' | 'powershell' | 'admin-powershell';
  /** Checks that say whether it is done. */
  checks?: readonly CheckId[];
}

/** One way to an engine; its words are `get-engine:way.<id>`. */
export interface Way {
  id: string;
  /** A product's name, the same in every language. */
  name: string;
  steps: readonly Step[];
  /** The makers' own instructions. */
  guide: string;
}

const terminal = (id: string, command: string): Step => ({ id, command, place: 'terminal' });
const powershell = (id: string, command: string): Step => ({ id, command, place: 'powershell' });

const packages: Record<Distribution, { docker: string; podman: string; guide: string } | null> = {
  debian: {
    docker: 'sudo apt-get update && sudo apt-get install -y docker.io',
    podman: 'sudo apt-get update && sudo apt-get install -y podman',
    guide: 'https://docs.docker.com/engine/install/debian/',
  },
  ubuntu: {
    docker: 'sudo apt-get update && sudo apt-get install -y docker.io',
    podman: 'sudo apt-get update && sudo apt-get install -y podman',
    guide: 'https://docs.docker.com/engine/install/ubuntu/',
  },
  fedora: {
    docker: 'sudo dnf install -y moby-engine',
    podman: 'sudo dnf install -y podman',
    guide: 'https://docs.docker.com/engine/install/fedora/',
  },
  arch: {
    docker: 'sudo pacman -S --needed docker',
    podman: 'sudo pacman -S --needed podman',
    guide: 'https://wiki.archlinux.org/title/Docker',
  },
  suse: {
    docker: 'sudo zypper install -y docker',
    podman: 'sudo zypper install -y podman',
    guide: 'https://en.opensuse.org/Docker',
  },
  other: null,
};

function linuxWays(distribution: Distribution): Way[] {
  const found = packages[distribution];
  const official: Way = {
    id: 'official',
    name: 'Docker Engine (docker.com)',
    steps: [{ id: 'officialSteps' }],
    guide: found?.guide.startsWith('https://docs.docker.com/')
      ? found.guide
      : 'https://docs.docker.com/engine/install/',
  };
  if (!found) return [official];
  return [
    {
      id: 'packaged',
      name: 'Docker Engine',
      steps: [
        terminal('install', found.docker),
        terminal('enable', 'sudo systemctl enable --now docker'),
        terminal('group', 'sudo usermod -aG docker "$USER"'),
      ],
      guide: found.guide,
    },
    official,
    {
      id: 'podmanLinux',
      name: 'Podman',
      steps: [
        terminal('install', found.podman),
        terminal('podmanSocket', 'systemctl --user enable --now podman.socket'),
      ],
      guide: 'https://podman.io/docs/installation',
    },
  ];
}

const macWays: Way[] = [
  {
    id: 'desktop',
    name: 'Docker Desktop',
    steps: [terminal('brew', 'brew install --cask docker-desktop'), terminal('open', 'open -a Docker')],
    guide: 'https://docs.docker.com/desktop/setup/install/mac-install/',
  },
  {
    id: 'colima',
    name: 'Colima',
    steps: [terminal('brew', 'brew install colima docker'), terminal('machine', 'colima start')],
    guide: 'https://github.com/abiosoft/colima',
  },
  {
    id: 'orbstack',
    name: 'OrbStack',
    steps: [terminal('brew', 'brew install --cask orbstack'), terminal('open', 'open -a OrbStack')],
    guide: 'https://docs.orbstack.dev/install',
  },
  {
    id: 'rancher',
    name: 'Rancher Desktop',
    steps: [
      terminal('brew', 'brew install --cask rancher'),
      terminal('rancherMoby', 'rdctl start --container-engine.name=moby'),
    ],
    guide: 'https://docs.rancherdesktop.io/getting-started/installation/',
  },
  {
    id: 'podman',
    name: 'Podman',
    steps: [terminal('brew', 'brew install podman'), terminal('machine', 'podman machine init --now')],
    guide: 'https://podman.io/docs/installation',
  },
];

const windowsWays: Way[] = [
  {
    id: 'desktop',
    name: 'Docker Desktop',
    steps: [
      powershell('winget', 'winget install --exact --id Docker.DockerDesktop'),
      powershell('desktopStart', 'docker desktop start'),
    ],
    guide: 'https://docs.docker.com/desktop/setup/install/windows-install/',
  },
  {
    id: 'rancher',
    name: 'Rancher Desktop',
    steps: [
      powershell('winget', 'winget install --exact --id SUSE.RancherDesktop'),
      powershell('rancherMoby', 'rdctl start --container-engine.name=moby'),
    ],
    guide: 'https://docs.rancherdesktop.io/getting-started/installation/',
  },
  {
    id: 'podman',
    name: 'Podman',
    steps: [
      powershell('winget', 'winget install --exact --id RedHat.Podman'),
      powershell('machine', 'podman machine init --now'),
    ],
    guide: 'https://podman.io/docs/installation',
  },
];

/** What Windows needs before any engine, each with the checks that say whether it is there. */
export const windowsGround: readonly Step[] = [
  { id: 'windowsVersion', checks: ['platform'] },
  { id: 'virtualisation', checks: ['virtualisation'] },
  { id: 'wslInstall', command: 'wsl --install', place: 'admin-powershell', checks: ['wsl-present'] },
  { id: 'wslUpdate', command: 'wsl --update', place: 'powershell', checks: ['wsl-kernel'] },
  {
    id: 'wslDefault',
    command: 'wsl --set-default-version 2',
    place: 'powershell',
    checks: ['wsl-version', 'wsl-distribution'],
  },
];

/** The ways to an engine on a platform, the one to recommend first. */
export function waysOf(platform: Platform, distribution: Distribution): readonly Way[] {
  if (platform === 'linux') return linuxWays(distribution);
  return platform === 'darwin' ? macWays : windowsWays;
}
