import type { ProviderId } from '@contract/engine';

const commands: Partial<Record<ProviderId, { stop: string; restart: string }>> = {
  systemd: {
    stop: 'sudo systemctl stop docker.socket docker.service',
    restart: 'sudo systemctl restart docker.service',
  },
  'systemd-user': {
    stop: 'systemctl --user stop docker.service',
    restart: 'systemctl --user restart docker.service',
  },
  'docker-desktop': { stop: 'docker desktop stop', restart: 'docker desktop restart' },
  colima: { stop: 'colima stop', restart: 'colima restart' },
  orbstack: { stop: 'orbctl stop', restart: 'orbctl stop && orbctl start' },
  'rancher-desktop': { stop: 'rdctl shutdown', restart: 'rdctl shutdown && rdctl start' },
  'podman-machine': { stop: 'podman machine stop', restart: 'podman machine stop && podman machine start' },
};

/** The command that does the same in a shell; null where there is none, as for Lighter's own engine. Pure. */
export function engineCli(provider: ProviderId | null, action: 'stop' | 'restart'): string | null {
  return (provider && commands[provider]?.[action]) ?? null;
}
