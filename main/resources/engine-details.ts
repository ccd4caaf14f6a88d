import type { EngineComponent, EngineDetails } from '@contract/engine';

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
  DriverStatus?: [string, string][] | null;
  LoggingDriver?: string;
  Runtimes?: Record<string, unknown> | null;
  DefaultRuntime?: string;
  SecurityOptions?: string[] | null;
  RegistryConfig?: {
    Mirrors?: string[] | null;
    InsecureRegistryCIDRs?: string[] | null;
    IndexConfigs?: Record<string, { Secure?: boolean }> | null;
  } | null;
  HttpProxy?: string;
  HttpsProxy?: string;
  NoProxy?: string;
  LiveRestoreEnabled?: boolean;
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
    filesystem: info.DriverStatus?.find(([name]) => name === 'Backing Filesystem')?.[1] ?? '',
    loggingDriver: info.LoggingDriver ?? '',
    runtimes: Object.keys(info.Runtimes ?? {}).sort(),
    defaultRuntime: info.DefaultRuntime ?? '',
    security: (info.SecurityOptions ?? []).map(securityText),
    registries: registriesOf(info.RegistryConfig),
    proxies: {
      http: withoutUser(info.HttpProxy ?? ''),
      https: withoutUser(info.HttpsProxy ?? ''),
      except: info.NoProxy ?? '',
    },
    liveRestore: info.LiveRestoreEnabled === true,
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

/** `name=seccomp,profile=builtin` as `seccomp (builtin)`; another form as it is. */
function securityText(option: string): string {
  const fields = new Map(
    option.split(',').map((field) => field.split('=', 2) as [string, string | undefined]),
  );
  const name = fields.get('name');
  if (!name) return option;
  const profile = fields.get('profile');
  return profile ? `${name} (${profile})` : name;
}

function registriesOf(config: InfoAnswer['RegistryConfig']): EngineDetails['registries'] {
  const named = Object.entries(config?.IndexConfigs ?? {}).filter(([, index]) => index?.Secure === false);
  return {
    mirrors: (config?.Mirrors ?? []).map(withoutUser),
    insecure: [...named.map(([name]) => name), ...(config?.InsecureRegistryCIDRs ?? [])],
  };
}

/** A proxy's address may hold a name and a password: neither goes to the page. */
function withoutUser(address: string): string {
  return address.replace(/^([a-z][\w+.-]*:\/\/)?[^/@]*@/i, '$1');
}
