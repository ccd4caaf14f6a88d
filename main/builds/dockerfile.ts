import type { BuildStep, DockerfileFacts } from '@contract/builds';
import { DockerfileParser } from 'dockerfile-ast';
import { findHints, wordsOf } from './hints';

/** What a Dockerfile says: its stages and what they are made from, its arguments, hints. Pure. */
export function readDockerfile(text: string): DockerfileFacts {
  const file = DockerfileParser.parse(text);
  const froms = file.getFROMs();
  const names = froms.map((from) => from.getBuildStage());
  const stageOf = (name: string | null, before: number) => {
    if (name === null) return -1;
    const byName = names.slice(0, before).lastIndexOf(name.toLowerCase());
    return byName >= 0 || !/^\d+$/.test(name) ? byName : Number(name) < before ? Number(name) : -1;
  };
  const stages = froms.map((from, index) => {
    const start = from.getRange().start.line;
    const end = froms[index + 1]?.getRange().start.line ?? Number.POSITIVE_INFINITY;
    const copied = file
      .getInstructions()
      .filter((one) => one.getRange().start.line >= start && one.getRange().start.line < end)
      .map((one) => /--(?:from|mount=\S*from)=([^\s,]+)/.exec(wordsOf(one))?.[1] ?? null);
    const uses = [from.getImage(), ...copied].map((name) => stageOf(name, index)).filter((at) => at >= 0);
    return {
      name: names[index] ?? null,
      image: from.getImage() ?? '',
      line: start + 1,
      uses: [...new Set(uses)],
    };
  });
  const args = new Map<string, string | null>();
  for (const arg of file.getInstructions()) {
    if (arg.getKeyword() !== 'ARG') continue;
    for (const word of arg.getArguments()) {
      const [name = '', ...value] = word.getValue().split('=');
      if (!args.has(name)) args.set(name, value.length > 0 ? value.join('=') : null);
    }
  }
  return {
    text,
    stages,
    args: [...args].map(([name, value]) => ({ name, value })),
    hints: findHints(file),
  };
}

const numbered = /^\[(?:([^\]]*) )?(\d+)\/(\d+)\] (\w+)/;
/** Instructions that BuildKit counts as steps. */
const counted = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR']);

/** Where the steps of a build stand in its Dockerfile. Pure. */
export function createStepPlaces(text: string, isClassic: boolean) {
  const file = DockerfileParser.parse(text);
  const all = file
    .getInstructions()
    .map((one) => ({ keyword: one.getKeyword(), line: one.getRange().start.line + 1 }));
  const names = file.getFROMs().map((from) => from.getBuildStage());
  const stages: (typeof all)[] = [];
  for (const one of all) {
    if (one.keyword === 'FROM') stages.push([]);
    if (counted.has(one.keyword)) stages.at(-1)?.push(one);
  }
  const label = (index: number) => names[index] ?? `stage-${index}`;

  return (name: string): Pick<BuildStep, 'stage' | 'line'> => {
    const [, where, number, , keyword = ''] = numbered.exec(name) ?? [];
    const at = Number(number) - 1;
    if (number === undefined) return { stage: null, line: null };
    if (isClassic) {
      const line = all[at]?.line ?? null;
      const stage = all.slice(0, at + 1).filter((one) => one.keyword === 'FROM').length - 1;
      return { stage: stage < 0 ? null : label(stage), line };
    }
    // `[linux/arm64 build 2/3]`: a platform may stand before the stage's name. A file of one stage names none.
    const called = where?.split(' ').at(-1) ?? '';
    const unnamed = /^stage-(\d+)$/.exec(called)?.[1];
    const known = names.lastIndexOf(called);
    const stage = known >= 0 ? known : unnamed !== undefined ? Number(unnamed) : 0;
    const found = stages[stage]?.[at];
    const fits = found?.keyword === keyword.toUpperCase();
    return { stage: label(stage), line: fits ? found.line : null };
  };
}
