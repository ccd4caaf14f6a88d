import type { EngineRoute, FoundEngine } from '@contract/engines';
import type { Probed } from './engines-probe';
import type { Candidate } from './engines-sources';

/** A candidate and what is known of it; without an answer yet, `probed` says so. */
export interface Looked {
  candidate: Candidate;
  route: EngineRoute;
  probed: Probed;
}

/** The key in use, where one is chosen, and the address Lighter is at. */
export interface InUse {
  chosen: string | null;
  url: string;
}

/**
 * One entry an engine: names that lead to the same place, or to engines that call themselves the same, are joined.
 * The chosen name comes first, the others stay in order. Pure.
 */
export function mergeEngines(looked: readonly Looked[], inUse: InUse): FoundEngine[] {
  const groups: Looked[][] = [];
  for (const one of looked) {
    const hits = groups.filter((group) => group.some((other) => isSame(one, other)));
    const [first, ...others] = hits;
    if (!first) groups.push([one]);
    else {
      first.push(one, ...others.flat());
      for (const other of others) groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map((group) => toFound(group, inUse));
}

function isSame(a: Looked, b: Looked): boolean {
  if (a.probed.place !== '' && a.probed.place === b.probed.place && a.route === b.route) return true;
  return a.probed.identity !== '' && a.probed.identity === b.probed.identity;
}

/** Of several answers the best: one that has answered before one that is being asked, before one that has not. */
const order = ['running', 'checking', 'unasked', 'unresponsive', 'stopped', 'missing'];

function toFound(group: readonly Looked[], { chosen, url }: InUse): FoundEngine {
  const isChosen = ({ candidate }: Looked) => candidate.key === chosen;
  const isHere = ({ candidate }: Looked) => url !== '' && candidate.url === url;
  const current = chosen === null ? group.some(isHere) : group.some(isChosen);
  const sorted = [...group].sort((a, b) => Number(isChosen(b)) - Number(isChosen(a)));
  const best = [...sorted].sort((a, b) => order.indexOf(a.probed.state) - order.indexOf(b.probed.state))[0];
  // What is tried first when somebody switches to it: the chosen name, else one that has answered.
  const lead = sorted.find(isChosen) ?? best ?? sorted[0];
  if (!lead || !best) throw new Error('A group of engines is empty.');
  const names = [lead, ...sorted.filter((one) => one !== lead)].map(({ candidate }) => {
    const { key, origin, name, url } = candidate;
    return { key, origin, name, url };
  });
  const { resolution } = lead.candidate;
  const { state, reason, product, version, containers } = best.probed;
  return {
    key: lead.candidate.key,
    names,
    route: lead.route,
    remote: resolution.ok ? resolution.endpoint.row.remote : resolution.row.remote,
    state,
    reason,
    product,
    version,
    containers,
    current,
  };
}
