import type { ContainerUsage } from '@contract/stats';

/** A quarter of an hour at one reading a second. */
const maxReadings = 900;
/** Some 100 kB each. */
const maxContainers = 30;

/** What containers used in the last quarter of an hour that somebody looked at them. */
export interface UsageHistory {
  of(id: string): readonly ContainerUsage[];
  add(id: string, usage: ContainerUsage): void;
}

/** In memory, for the containers looked at last. */
export function createUsageHistory(): UsageHistory {
  const known = new Map<string, ContainerUsage[]>();
  return {
    of: (id) => known.get(id) ?? [],
    add(id, usage) {
      const readings = known.get(id) ?? [];
      readings.push(usage);
      // Cut now and then rather than moved with each reading.
      if (readings.length > maxReadings * 1.1) readings.splice(0, readings.length - maxReadings);
      // Last in the map: looked at last.
      known.delete(id);
      known.set(id, readings);
      const [oldest] = known.keys();
      if (known.size > maxContainers && oldest !== undefined) known.delete(oldest);
    },
  };
}
