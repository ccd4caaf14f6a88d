import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Diagnosis } from '@contract/diagnose';
import type { EngineRow } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { toLighterError } from '../engine/errors';
import type { CallHandlers } from '../ipc/types';
import { judge } from './checks';
import { gatherFacts } from './facts/gather';
import { createSurroundings } from './facts/surroundings';
import { systemSummary } from './facts/system';
import type { Ways } from './facts/way';
import { type ReportInput, reportText, type Words } from './report';

export interface DiagnoseDeps extends Ways {
  /** The variables as they were at the start, with `DOCKER_*`. */
  env: NodeJS.ProcessEnv;
  /** The endpoint the connection is at now. */
  endpoint: () => EngineRow['endpoint'];
  versions: ReportInput['versions'];
  /** English words for the report: whoever reads it may speak another language than the user. */
  words: () => Promise<Words>;
  /** Asks where to save; null when the user cancelled. */
  chooseFile(defaultPath: string): Promise<string | null>;
}

/** The handlers of `diagnose.*`. */
export function diagnoseHandlers(
  deps: DiagnoseDeps,
): Pick<CallHandlers, 'diagnose.run' | 'diagnose.saveReport' | 'diagnose.system'> {
  let last: Diagnosis | null = null;

  async function run(area: 'all' | 'platform'): Promise<Diagnosis> {
    const begin = Date.now();
    const { env, chosen, reach } = deps;
    const facts = await gatherFacts({ env, chosen, reach, endpoint: deps.endpoint(), area });
    const results = judge(facts, area);
    const at = Date.now();
    const took = at - begin;
    const report = reportText({ results, facts, versions: deps.versions, at, took, t: await deps.words() });
    return { results, at, took, report };
  }

  return {
    'diagnose.run': async ({ area }) => {
      const diagnosis = await run(area);
      if (area === 'all') last = diagnosis;
      return diagnosis;
    },
    'diagnose.saveReport': async () => {
      if (!last) throw new LighterError({ code: 'not-found', message: 'Nothing has been diagnosed yet.' });
      const day = new Date(last.at).toISOString().slice(0, 10);
      const path = await deps.chooseFile(join(homedir(), `lighter-diagnosis-${day}.txt`));
      if (path === null) return null;
      try {
        await writeFile(path, last.report);
      } catch (error) {
        throw toLighterError(error);
      }
      return { path };
    },
    'diagnose.system': () =>
      systemSummary(
        createSurroundings({
          home: homedir(),
          env: {},
          endpoint: deps.endpoint(),
          signal: AbortSignal.timeout(3000),
        }),
      ),
  };
}
