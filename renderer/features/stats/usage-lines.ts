import type { TFunction } from 'i18next';
import type { UsageLine } from './usage-card';

const accent = '--lighter-accent';
const second = '--lighter-warn';

/** The charts with one line, whose title says what it is. */
export const usageLines = {
  cpu: [{ label: '', colour: accent, of: (usage) => usage.cpu }],
  memory: [{ label: '', colour: accent, of: (usage) => usage.memory }],
  pids: [{ label: '', colour: accent, of: (usage) => usage.pids }],
} as const satisfies Record<string, readonly UsageLine[]>;

/** The charts of what comes in and what goes out; the second line is dashed, for those who see no colours. */
export function trafficLines(t: TFunction): { network: UsageLine[]; disk: UsageLine[] } {
  return {
    network: [
      { label: t('stats:received'), colour: accent, of: ({ network }) => network?.inRate ?? null },
      { label: t('stats:sent'), colour: second, dashed: true, of: ({ network }) => network?.outRate ?? null },
    ],
    disk: [
      { label: t('stats:read'), colour: accent, of: ({ disk }) => disk.inRate },
      { label: t('stats:written'), colour: second, dashed: true, of: ({ disk }) => disk.outRate },
    ],
  };
}
