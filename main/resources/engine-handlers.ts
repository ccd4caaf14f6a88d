import type { EngineAction, EngineComponent, EngineDetails } from '@contract/engine';
import type { CallName } from '@contract/index';
import { enginePath } from '../engine/path';
import type { ControlService } from '../engine/providers/control';
import type { DockerContext } from '../engine/providers/docker-context';
import type { Connection } from '../engine/types';
import type { CallHandlers } from '../ipc/types';

/** `GET /version`, as far as it is read; every field may be missing on another engine. */
export interface VersionAnswer {
  Version?: string;
  Os?: string;
  Arch?: string;
  KernelVersion?: string;
  GitCommit?: string;
  GoVersion?: string;
  BuildTime?: string;
  Components?: { Name?: string; Version?: string; Details?: Record<string, string> | null }[] | null;
}

/** `GET /info`, as far as it is read. */
export interface InfoAnswer {
  Name?: string;
  OperatingSystem?: string;
  NCPU?: number;
  MemTotal?: number;
  Driver?: string;
  CgroupVersion?: string;
  CgroupDriver?: string;
  DockerRootDir?: string;
  Containers?: number;
  ContainersRunning?: number;
  ContainersPaused?: number;
  ContainersStopped?: number;
  Images?: number;
  Warnings?: string[] | null;
}

/** The two answers as the engine page shows them. Pure; tolerant of missing parts. */
export function toDetails(version: VersionAnswer, info: InfoAnswer): EngineDetails {
  const components = (version.Components ?? []).map(
    (component): EngineComponent => ({
      name: component.Name ?? '',
      version: component.Version ?? '',
      details: component.Details ?? {},
    }),
  );
  return {
    components,
    gitCommit: version.GitCommit ?? '',
    goVersion: version.GoVersion ?? '',
    buildTime: version.BuildTime ?? '',
    os: version.Os ?? '',
    arch: version.Arch ?? '',
    kernel: version.KernelVersion ?? '',
    operatingSystem: info.OperatingSystem ?? '',
    name: info.Name ?? '',
    cpus: info.NCPU ?? 0,
    memory: info.MemTotal ?? 0,
    storageDriver: info.Driver ?? '',
    cgroupVersion: info.CgroupVersion ?? '',
    cgroupDriver: info.CgroupDriver ?? '',
    rootDir: info.DockerRootDir ?? '',
    containers: {
      total: info.Containers ?? 0,
      running: info.ContainersRunning ?? 0,
      paused: info.ContainersPaused ?? 0,
      stopped: info.ContainersStopped ?? 0,
    },
    images: info.Images ?? 0,
    warnings: info.Warnings ?? [],
  };
}

/** The handlers of `engine.*`. */
export function engineHandlers({
  connection,
  control,
  context,
}: {
  connection: Connection;
  control: Pick<ControlService, 'perform' | 'cancel'>;
  context: DockerContext;
}): Pick<CallHandlers, Extract<CallName, `engine.${string}`>> {
  const perform = async (action: EngineAction) => {
    await control.perform(action);
    return null;
  };
  return {
    'engine.details': async () => {
      const client = connection.require();
      const [version, info] = await Promise.all([
        client.request<VersionAnswer>('GET', enginePath`/version`),
        client.request<InfoAnswer>('GET', enginePath`/info`),
      ]);
      return toDetails(version, info);
    },
    'engine.retry': () => {
      connection.retry();
      return null;
    },
    'engine.start': () => perform('start'),
    'engine.stop': () => perform('stop'),
    'engine.restart': () => perform('restart'),
    'engine.cancelStart': () => {
      control.cancel();
      return null;
    },
    'engine.context': () => context.exists(),
    'engine.setContext': async ({ present }) => {
      if (present) await context.create();
      else await context.remove();
      return null;
    },
  };
}
