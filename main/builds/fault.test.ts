import { buildPlace, buildWords } from '@contract/build-words';
import type { BuildStep } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { describe, expect, it } from 'vitest';
import { buildFault } from './fault';

const step = (state: BuildStep['state'], name: string, line: number | null): BuildStep => ({
  id: name,
  name,
  stage: null,
  state,
  startedAt: null,
  endedAt: null,
  line,
  error: null,
});
const text = 'FROM busybox\nCOPY nowhere /\nRUN make\n';
const faultOf = (message: string, steps: BuildStep[] = []) =>
  buildFault({ message, steps, dockerfile: 'sub/Dockerfile', text });

describe('what failed in a build', () => {
  it.each([
    ['process "/bin/sh -c make" did not complete successfully: exit code: 2', 'step'],
    ['executor failed running [/bin/sh -c make]: exit code: 2', 'step'],
    ["The command '/bin/sh -c make' returned a non-zero code: 2", 'step'],
    ['dockerfile parse error on line 2: unknown instruction: COPYY (did you mean COPY?)', 'syntax'],
    ['dockerfile parse error line 1: unknown instruction: FRM', 'syntax'],
    ['file with no instructions', 'syntax'],
    ['COPY requires at least two arguments, but only one was provided', 'syntax'],
    ['failed to compute cache key: failed to calculate checksum of ref a::b: "/nowhere": not found', 'file'],
    [
      'COPY failed: file not found in build context or excluded by .dockerignore: stat nowhere: file does not exist',
      'file',
    ],
    ['failed to compute cache key: "/nowhere" not found: not found', 'file'],
    ['ADD failed: stat /var/lib/docker/tmp/b/x: no such file or directory', 'file'],
    ['nope/none:1: failed to resolve source metadata for docker.io/nope/none:1: not found', 'base'],
    ['pull access denied for nope, repository does not exist or may require login', 'base'],
    [
      'failed to create LLB definition: pulling from host 127.0.0.1:5000 failed with status code [manifests 1]: 401 Unauthorized',
      'base',
    ],
    ['Head "http://127.0.0.1:5000/v2/a/manifests/1": no basic auth credentials', 'base'],
    ['something else', 'other'],
  ])('is told from the builder’s words: %s', (message, kind) => expect(faultOf(message).kind).toBe(kind));

  it('stands at the line of the step that failed', () =>
    expect(faultOf('x', [step('done', 'a', 2), step('failed', '[3/3] RUN make', 3)])).toMatchObject({
      step: '[3/3] RUN make',
      line: 3,
      source: 'RUN make',
    }));
  it.each([
    ['dockerfile parse error line 3: x', 3],
    ['dockerfile parse error on line 12: x', 12],
    ['Dockerfile:7\n', 7],
    ['exit code: 1', null],
  ])('else at the line the words name: %s', (message, line) => expect(faultOf(message).line).toBe(line));
});

describe('the words for it', () => {
  const t = (key: string, values: Record<string, string | number>) =>
    `${key} ${Object.values(values).join(' ')}`;
  const errorOf = (code: 'invalid-input' | 'engine-unreachable', message: string) =>
    new LighterError({ code, message, build: faultOf(message) }).toData();

  it('are those of its kind, but not where the code says more', () => {
    expect(buildWords(errorOf('invalid-input', 'unknown instruction: X'))).toBe('errors:build.syntax');
    expect(buildWords(errorOf('invalid-input', 'what?'))).toBe('errors:build.other');
    expect(buildWords(errorOf('engine-unreachable', 'socket hang up'))).toBeNull();
  });
  it('say the line and what stands there, else the step, else nothing', () => {
    expect(buildPlace(faultOf('parse error line 2:'), t)).toBe(
      'errors:build.line 2 COPY nowhere / sub/Dockerfile',
    );
    expect(buildPlace(faultOf('parse error line 9:'), t)).toBe('errors:build.lineOnly 9 sub/Dockerfile');
    expect(buildPlace(faultOf('x', [step('failed', 'load metadata', null)]), t)).toBe('load metadata');
    expect(buildPlace(faultOf('x'), t)).toBe('');
  });
});
