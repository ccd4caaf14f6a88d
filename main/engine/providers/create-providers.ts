import { homedir, userInfo } from 'node:os';
import { createCommands, type Machine } from './commands';
import { createManaged, type Managed } from './managed/managed';
import { managedPaths } from './managed/paths';
import { podmanSocketProvider } from './podman-socket';
import { podmanMachineProvider, runtimeProviders } from './runtimes';
import { systemdProvider } from './systemd';
import type { Provider } from './types';

export interface ProvidersOptions {
  env: NodeJS.ProcessEnv;
  /** Lighter's profile, and whether it was named on the command line. */
  profile: string;
  ownProfile: boolean;
}

/** All ways to start an engine on this machine, in order of preference; nothing is run yet. */
export function createProviders({ env, profile, ownProfile }: ProvidersOptions): {
  providers: Provider[];
  managed: Managed;
} {
  const home = env.HOME || homedir();
  const machine: Machine = { env, home, platform: process.platform };
  const isRoot = process.getuid?.() === 0;
  const commands = createCommands(machine);
  const paths = managedPaths({ profile, ownProfile, home, env, isRoot });
  const managed = createManaged({ commands, machine, paths, isRoot, user: userInfo().username });
  const systemd = (user: boolean) => systemdProvider({ commands, machine, user, isRoot });
  const providers = [
    systemd(false),
    systemd(true),
    ...runtimeProviders(commands, machine),
    podmanMachineProvider(commands, machine),
    managed,
    podmanSocketProvider({ commands, machine, isRoot }),
  ];
  return { providers, managed };
}
