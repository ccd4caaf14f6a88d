import type { RunForm } from '@contract/containers';
import { LighterError } from '@contract/errors';
import { objectName } from '@contract/ids';

interface Mount {
  Type: 'bind' | 'volume';
  Source: string;
  Target: string;
  ReadOnly: boolean;
  BindOptions?: { CreateMountpoint: boolean };
}

/** The body of `POST /containers/create` that `docker run` with the same choices would send. */
export interface CreateBody {
  Image: string;
  Cmd?: string[];
  Env: string[];
  ExposedPorts: Record<string, object>;
  HostConfig: {
    PortBindings: Record<string, { HostIp: string; HostPort: string }[]>;
    Binds: string[];
    Mounts?: Mount[];
    RestartPolicy: { Name: string; MaximumRetryCount: number };
    NetworkMode?: string;
    Memory?: number;
    NanoCpus?: number;
  };
}

/** Turns the run form into the request's body. Throws `invalid-input` for a volume that is neither path nor name. */
export function createBody(form: RunForm): CreateBody {
  const ports: CreateBody['HostConfig']['PortBindings'] = {};
  const exposed: Record<string, object> = {};
  for (const port of form.ports) {
    const key = `${port.containerPort}/${port.protocol}`;
    exposed[key] = {};
    ports[key] ??= [];
    ports[key].push({ HostIp: port.hostIp ?? '', HostPort: port.hostPort?.toString() ?? '' });
  }
  const volumes = form.volumes.map(volume);
  const mounts = volumes.filter((one) => typeof one !== 'string');
  return {
    Image: form.image,
    ...(form.command.length > 0 && { Cmd: form.command }),
    Env: form.env.map(({ name, value }) => `${name}=${value}`),
    ExposedPorts: exposed,
    HostConfig: {
      PortBindings: ports,
      Binds: volumes.filter((one) => typeof one === 'string'),
      ...(mounts.length > 0 && { Mounts: mounts }),
      RestartPolicy: { Name: form.restart, MaximumRetryCount: 0 },
      ...(form.network !== undefined && { NetworkMode: form.network }),
      ...(form.memory !== undefined && { Memory: form.memory }),
      ...(form.cpus !== undefined && { NanoCpus: Math.round(form.cpus * 1e9) }),
    },
  };
}

/**
 * As `-v` does it: an absolute path is bound, and made where it is missing; anything else is a volume's name.
 * `Binds` says exactly that, but its parts are parted by colons; a path with one needs a mount.
 */
function volume({ source, target, readOnly }: RunForm['volumes'][number]): string | Mount {
  const drive = /^[a-zA-Z]:[\\/]/.test(source);
  const absolute = drive || source.startsWith('/') || source.startsWith('\\\\');
  if (!absolute && !objectName.safeParse(source).success) {
    throw new LighterError({
      code: 'invalid-input',
      message: `${source} is neither an absolute path nor a volume's name`,
    });
  }
  if (target.includes(':') || (drive ? source.slice(2) : source).includes(':')) {
    return {
      Type: absolute ? 'bind' : 'volume',
      Source: source,
      Target: target,
      ReadOnly: readOnly,
      ...(absolute && { BindOptions: { CreateMountpoint: true } }),
    };
  }
  return `${source}:${target}${readOnly ? ':ro' : ''}`;
}
