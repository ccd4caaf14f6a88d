import { z } from 'zod';
import { containerName, imageKey } from './ids';

// What `docker run` can be told, in the words of its options. Everything that is absent or empty is left to the
// image and the engine. `run/options.ts` says which option and which part of the engine's request each plain one is.

const port = z.int().min(1).max(65_535);
const protocol = z.enum(['tcp', 'udp', 'sctp']);
const text = z.string().max(32_768);
/** One value of an option; no option's value holds a NUL. */
const value = z
  .string()
  .min(1)
  .max(65_536)
  .regex(/^[^\0]*$/);
const values = z.array(value).max(1000);
const variableName = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[^=\0]+$/);
const pairs = z.array(z.strictObject({ name: variableName, value: z.string().max(65_536) })).max(1000);
const containerPath = z.string().min(1).max(4096);
/** Bytes. */
const bytes = z.int().min(0);
const ip = z.union([z.ipv4(), z.ipv6()]);

const publishedPort = z.strictObject({
  /** Absent: the engine picks a free one. */
  hostPort: port.optional(),
  /** With `hostPort` a range: as long as the container's, or for one container port the choice the engine has. */
  hostPortEnd: port.optional(),
  hostIp: ip.optional(),
  containerPort: port,
  /** The last one of a range. */
  containerPortEnd: port.optional(),
  protocol,
});

const exposedPort = z.strictObject({ port, portEnd: port.optional(), protocol });

/** `--volume` */
const volume = z.strictObject({
  /** An absolute path of the engine's machine or a volume's name; absent: a volume without a name. */
  source: z.string().min(1).max(4096).optional(),
  target: containerPath,
  readOnly: z.boolean(),
  /** What else may stand behind the second colon: `z`, `nocopy`, `rslave`. */
  options: z.array(z.string().min(1).max(100)).max(20).optional(),
});

/** `--mount` */
const mount = z.strictObject({
  type: z.enum(['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster']),
  source: z.string().min(1).max(4096).optional(),
  target: containerPath,
  readOnly: z.boolean().optional(),
  consistency: z.string().max(100).optional(),
  /** Of a bind mount: `rprivate`, `rshared`, … */
  propagation: z.string().max(100).optional(),
  /** Of a bind mount: what of the mounts below it comes along. */
  recursive: z.enum(['enabled', 'disabled', 'writable', 'readonly']).optional(),
  /** Of a volume that is new: what the image has there is not copied into it. */
  noCopy: z.boolean().optional(),
  /** Of a volume or an image: the folder of it that is mounted. */
  subpath: z.string().max(4096).optional(),
  /** Of a volume that is new. */
  driver: z.string().max(255).optional(),
  driverOptions: pairs.optional(),
  labels: pairs.optional(),
  /** Of a tmpfs: bytes. */
  size: bytes.optional(),
  /** Of a tmpfs: permissions, as the number that the octal text stands for. */
  mode: z.int().min(0).max(0o7777).optional(),
});

/** One network of the container; the first may be a mode: `host`, `none`, `bridge`, `container:NAME`. */
const network = z.strictObject({
  name: z
    .string()
    .max(300)
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.:-]*$/),
  aliases: values.optional(),
  ip: z.ipv4().optional(),
  ip6: z.ipv6().optional(),
  linkLocalIps: z.array(ip).max(100).optional(),
  mac: z
    .string()
    .regex(/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i)
    .optional(),
  driverOptions: pairs.optional(),
  /** Which of several networks is the way out: the highest one. */
  gatewayPriority: z.int().optional(),
});

/** ms; the engine's least is 1. */
const duration = z
  .int()
  .min(1)
  .max(Number.MAX_SAFE_INTEGER / 1e6);

const health = z.union([
  z.strictObject({ disabled: z.literal(true) }),
  z.strictObject({
    /** Text for the image's shell; a list is run as it is. Absent: the image's own check. */
    test: z.union([z.string().min(1).max(65_536), values]).optional(),
    interval: duration.optional(),
    timeout: duration.optional(),
    startPeriod: duration.optional(),
    startInterval: duration.optional(),
    retries: z.int().min(1).max(1_000_000).optional(),
  }),
]);

/** The options that are one value each, or a list of such; each has a line in `run/options.ts`. */
const plainOptions = {
  hostname: value,
  domainname: value,
  user: value,
  workdir: value,
  tty: z.boolean(),
  stdin: z.boolean(),
  stopSignal: value,
  /** Seconds; -1: it is never killed. */
  stopTimeout: z.int().min(-1),
  labels: pairs,
  autoRemove: z.boolean(),
  init: z.boolean(),
  publishAll: z.boolean(),

  volumesFrom: values,
  volumeDriver: value,

  links: values,
  dns: values,
  dnsSearch: values,
  dnsOptions: values,
  /** `host:address` */
  extraHosts: values,

  /** Bytes; the engine's least is 6 MiB. */
  memory: bytes,
  memoryReservation: bytes,
  /** Memory and swap together; -1: as much swap as there is. */
  memorySwap: z.int().min(-1),
  memorySwappiness: z.int().min(0).max(100),
  cpus: z.number().min(0.01).max(1024),
  cpuShares: z.int().min(0),
  /** Microseconds. */
  cpuPeriod: z.int().min(0),
  /** Microseconds; less than zero: none. */
  cpuQuota: z.int(),
  cpuRtPeriod: z.int().min(0),
  cpuRtRuntime: z.int(),
  cpusetCpus: value,
  cpusetMems: value,
  pidsLimit: z.int().min(-1),
  /** `nofile=1024:2048` */
  ulimits: values,
  shmSize: bytes,
  /** As `--gpus` takes it: `all`, `2`, `device=0` */
  gpus: value,
  oomKillDisable: z.boolean(),
  oomScoreAdj: z.int().min(-1000).max(1000),
  blkioWeight: z.int().min(0).max(1000),
  /** `/dev/sda:500` */
  blkioWeightDevices: values,
  /** `/dev/sda:1mb` */
  deviceReadBps: values,
  deviceWriteBps: values,
  deviceReadIops: values,
  deviceWriteIops: values,

  privileged: z.boolean(),
  readOnlyRoot: z.boolean(),
  capAdd: values,
  capDrop: values,
  groupAdd: values,
  securityOptions: values,
  /** `/dev/ttyUSB0:/dev/tty0:rw` */
  devices: values,
  deviceCgroupRules: values,
  sysctls: pairs,
  ipc: value,
  pid: value,
  uts: value,
  userns: value,
  cgroupns: value,
  cgroupParent: value,
  runtime: value,
  isolation: value,
  storageOptions: pairs,
  annotations: pairs,

  logDriver: value,
  logOptions: pairs,
};

/** The run form as it crosses to main; every list is bounded, every name has the engine's grammar. */
export const runForm = z.strictObject({
  ...z.strictObject(plainOptions).partial().shape,
  image: imageKey,
  name: containerName.optional(),
  /** `linux/arm64/v8` */
  platform: z
    .string()
    .max(100)
    .regex(/^[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+){0,2}$/)
    .optional(),
  ports: z.array(publishedPort).max(500),
  expose: z.array(exposedPort).max(500).optional(),
  /** `value` null: a variable of the image that is taken away. */
  env: z.array(z.strictObject({ name: variableName, value: z.string().max(1_000_000).nullable() })).max(1000),
  volumes: z.array(volume).max(200),
  tmpfs: z
    .array(z.strictObject({ target: containerPath, options: z.string().max(1000) }))
    .max(200)
    .optional(),
  mounts: z.array(mount).max(200).optional(),
  networks: z.array(network).max(100).optional(),
  /** The arguments, already split as a shell would. */
  command: z.array(text).max(1000),
  /** `['']` takes the image's away. */
  entrypoint: z.array(text).max(1000).optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
  /** Only for `on-failure`. */
  restartRetries: z.int().min(0).optional(),
  health: health.optional(),
});

export type RunForm = z.infer<typeof runForm>;
export type PublishedPort = z.infer<typeof publishedPort>;
export type ExposedPort = z.infer<typeof exposedPort>;
export type VolumeOption = z.infer<typeof volume>;
export type MountOption = z.infer<typeof mount>;
export type NetworkOption = z.infer<typeof network>;
export type HealthOption = z.infer<typeof health>;
export type Pair = z.infer<typeof pairs>[number];
export type PlainKey = keyof typeof plainOptions;
export type PlainOptions = { [K in PlainKey]: z.infer<(typeof plainOptions)[K]> };

/** A form that says nothing but the image. */
export function blankForm(image: string): RunForm {
  return { image, ports: [], env: [], volumes: [], command: [], restart: 'no' };
}
