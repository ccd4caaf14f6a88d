/** The parts of `GET /images/{name}/json` that the overview shows; empty where the engine tells nothing. */
export interface ImageFacts {
  platform: string;
  author: string;
  user: string;
  workingDir: string;
  stopSignal: string;
  /** As one list each: what the image runs. */
  entrypoint: string[];
  command: string[];
  env: { name: string; value: string }[];
  ports: string[];
  volumes: string[];
  labels: { name: string; value: string }[];
  healthcheck: string[];
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Reads the engine's answer, tolerant of whatever is missing or odd. Pure. */
export function readInspect(answer: unknown): ImageFacts {
  const image = object(answer);
  const config = object(image.Config);
  const variant = text(image.Variant);
  return {
    platform: [text(image.Os), text(image.Architecture), variant].filter(Boolean).join('/'),
    author: text(image.Author),
    user: text(config.User),
    workingDir: text(config.WorkingDir),
    stopSignal: text(config.StopSignal),
    entrypoint: texts(config.Entrypoint),
    command: texts(config.Cmd),
    env: texts(config.Env).map(splitPair),
    ports: Object.keys(object(config.ExposedPorts)),
    volumes: Object.keys(object(config.Volumes)).sort(),
    labels: Object.entries(object(config.Labels))
      .map(([name, value]) => ({ name, value: text(value) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    healthcheck: texts(object(config.Healthcheck).Test),
  };
}

function splitPair(pair: string): { name: string; value: string } {
  const at = pair.indexOf('=');
  return at < 0 ? { name: pair, value: '' } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
}
