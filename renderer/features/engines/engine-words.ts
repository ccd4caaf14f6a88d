import type { FoundEngine, FoundState } from '@contract/engines';
import type { TFunction } from 'i18next';
import { cleanText } from '../../lib/clean-text';
import { shellLine } from '../../lib/shell-quote';
import type { Shape, Tone } from '../../ui/state-mark';

/** Shape and colour of an engine's state in the list. */
export const stateLooks: Record<FoundState, { shape: Shape; tone: Tone }> = {
  checking: { shape: 'spin', tone: 'idle' },
  unasked: { shape: 'dashed', tone: 'idle' },
  running: { shape: 'dot', tone: 'ok' },
  stopped: { shape: 'ring', tone: 'idle' },
  missing: { shape: 'dashed', tone: 'idle' },
  unresponsive: { shape: 'cross', tone: 'bad' },
};

/** What an engine is called first. */
export const nameOf = (engine: FoundEngine) => cleanText(engine.names[0]?.name ?? engine.key, 60);

/** `Docker Engine 20.10.24`, or where it is said to be while it has not answered. Pure. */
export function productText(engine: FoundEngine, t: TFunction): string {
  if (engine.product === '') return t(`engines:origin.${engine.names[0]?.origin ?? 'added'}`);
  return cleanText(`${engine.product} ${engine.version}`.trim(), 80);
}

/** The command that leads the docker CLI to the same engine; null where there is none. Pure. */
export function cliOf(engine: FoundEngine | undefined): string | null {
  const first = engine?.names[0];
  if (!first || first.origin === 'environment') return null;
  if (first.origin === 'context') return shellLine(['docker', 'context', 'use', first.name]);
  if (engine.route === 'tls') return null;
  return `export ${shellLine([`DOCKER_HOST=${first.url}`])}`;
}

/** Of the engines not in use the one with the most running, else the most containers; null where none has any. Pure. */
export function mostContainers(engines: readonly FoundEngine[]): FoundEngine | null {
  const having = engines.filter(({ current, containers }) => !current && (containers?.total ?? 0) > 0);
  const rank = ({ containers }: FoundEngine) =>
    (containers?.running ?? 0) * 100_000 + (containers?.total ?? 0);
  return having.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}
