import type { DockerfileHint, HintCode } from '@contract/builds';
import type { Dockerfile, Flag, Instruction } from 'dockerfile-ast';

type Span = ReturnType<Instruction['getRange']>;
type Note = (code: HintCode, severity: DockerfileHint['severity'], range: Span, subject?: string) => void;

const keywords = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
const secretName = /pass(word|wd)?$|secret|token|api_?key|private_?key|credential/i;

/** The commonest mistakes of a Dockerfile, in the order of its lines. Pure. */
export function findHints(file: Dockerfile): DockerfileHint[] {
  const hints: DockerfileHint[] = [];
  const note: Note = (code, severity, { start, end }, subject = '') =>
    hints.push({
      code,
      severity,
      from: { line: start.line, column: start.character },
      to: { line: end.line, column: end.character },
      subject,
    });
  const instructions = file.getInstructions();
  const first = instructions[0];
  if (first && file.getFROMs().length === 0) note('no-from', 'error', first.getInstructionRange());
  const stages = new Set<string>();
  let last = new Map<string, Instruction>();
  for (const one of instructions) {
    const keyword = one.getKeyword();
    const text = wordsOf(one);
    if (!keywords.has(keyword)) note('syntax', 'error', one.getInstructionRange(), one.getInstruction());
    else if (keyword === 'FROM') {
      last = new Map();
      from(one, stages, note);
    } else if (keyword === 'RUN') run(one, text, note);
    else if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      const before = last.get(keyword);
      if (before) note('many-cmd', 'warning', before.getInstructionRange(), keyword);
      last.set(keyword, one);
      if (text !== '' && !text.trimStart().startsWith('['))
        note('shell-form', 'info', one.getInstructionRange(), keyword);
    } else if (keyword === 'ADD' && isPlainCopy(text))
      note('add-for-copy', 'info', one.getInstructionRange());
    else if (keyword === 'ENV' || keyword === 'ARG') {
      for (const word of one.getArguments()) {
        const [name = '', value] = word.getValue().split('=', 2);
        if (secretName.test(name) && (keyword === 'ENV' || value))
          note('secret-in-env', 'warning', word.getRange(), name);
      }
    } else if (keyword === 'WORKDIR' && /^[^/$"'\\A-Z]/.test(text) && !/^[a-z]:/i.test(text))
      note('relative-workdir', 'info', one.getRange(), text);
    else if (keyword === 'MAINTAINER') note('maintainer', 'info', one.getInstructionRange());
    else if (keyword === 'COPY') {
      const name = /--from=(\S+)/.exec(text)?.[1];
      const isStage = name !== undefined && /^[a-z][a-z0-9_.-]*$/i.test(name) && !/[./:$]/.test(name);
      if (isStage && !stages.has(name.toLowerCase())) note('unknown-stage', 'info', one.getRange(), name);
    }
  }
  return hints;
}

function from(one: Instruction, stages: Set<string>, note: Note): void {
  const words = one.getArguments().map((word) => word.getValue());
  const image = words.find((word) => !word.startsWith('--')) ?? '';
  const name = words[words.findIndex((word) => word.toLowerCase() === 'as') + 1];
  const isOwn = image === 'scratch' || stages.has(image.toLowerCase()) || image.includes('$');
  const tag = /:([^:/@]+)$/.exec(image)?.[1];
  if (image !== '' && !isOwn && !image.includes('@') && (tag === undefined || tag === 'latest'))
    note('latest', 'warning', one.getRange(), image);
  if (words.some((word) => word.toLowerCase() === 'as') && name) stages.add(name.toLowerCase());
}

function run(one: Instruction, text: string, note: Note): void {
  const range = one.getInstructionRange();
  const updates = /\bapt(-get)?\s+(-\S+\s+)*update\b/.test(text);
  const installs = /\bapt(-get)?\s+(-\S+\s+)*install\b/.test(text);
  if (updates && !installs) note('apt-update-alone', 'warning', range);
  else if (installs && !/\/var\/lib\/apt\/lists|--mount=type=cache/.test(text))
    note('apt-no-clean', 'info', range);
  if (/(^|[;&|]\s*)sudo\s/.test(text)) note('sudo', 'warning', range);
  if (/^cd\s+[^;&|]+$/.test(text.trim())) note('cd-in-run', 'warning', range);
}

/** ADD that does no more than COPY would: no archive, no address. */
function isPlainCopy(text: string): boolean {
  return (
    text !== '' && !/(https?|git|ssh):|\.(tar|tgz|tar\.\w+|txz|tbz2?)\b|--(checksum|keep-git-dir)/i.test(text)
  );
}

/** What follows an instruction's keyword, its flags in front. */
export function wordsOf(one: Instruction & { getFlags?(): Flag[] }): string {
  const flags = (one.getFlags?.() ?? []).map((flag) => `--${flag.getName()}=${flag.getValue() ?? ''}`);
  return [...flags, one.getArgumentsContent() ?? ''].join(' ').trim();
}
