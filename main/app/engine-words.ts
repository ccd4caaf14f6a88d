import type { ContainerRow } from '@contract/containers';
import type { EngineRow } from '@contract/engine';
import { engineToName, keepsContainers } from '@contract/engine-name';
import type { Texts } from './texts';

/** The line that says on which engine something happens; null on the usual one of this machine. Pure. */
export function onEngine({ endpoint }: Pick<EngineRow, 'endpoint'>, t: Texts): string | null {
  const named = engineToName(endpoint);
  if (!named) return null;
  const { name, host } = named;
  return host === null ? t('engines:on', { name }) : t('engines:onNamedHost', { name, host });
}

const mostNamed = 10;

/** What is asked before the tray stops or restarts the engine; null where nothing would stop with it. Pure. */
export function stopQuestion(
  action: 'stop' | 'restart',
  engine: EngineRow | undefined,
  containers: Iterable<ContainerRow>,
  t: Texts,
): { message: string; detail: string } | null {
  // A silent engine may be alive: what it said last is still true as far as is known.
  if (engine?.state !== 'running' && engine?.state !== 'unresponsive') return null;
  if (keepsContainers(engine.control, action)) return null;
  const names = [...containers]
    .filter(({ state }) => state === 'running' || state === 'paused' || state === 'restarting')
    .map(({ name }) => name);
  if (names.length === 0) return null;
  const where = onEngine(engine, t);
  const rest = names.length - mostNamed;
  const lines = [
    ...(where === null ? [] : [where]),
    t('engine-control:ask.lead', { count: names.length }),
    ...names.slice(0, mostNamed),
    ...(rest > 0 ? [t('common:andMore', { count: rest })] : []),
  ];
  return { message: t(`engine-control:ask.${action}.title`), detail: lines.join('\n') };
}
