import type { ContainerRow } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { resultText } from './task-result';

const t = ((key: string, values?: object) => `${key} ${JSON.stringify(values ?? {})}`) as never;
const container = (name: string, imageId: string) => ({ name, imageId }) as ContainerRow;

describe('what came of a task', () => {
  it('names the containers that still run from the image a pull has replaced', () => {
    const containers = [container('web', 'old'), container('api', 'old'), container('new', 'new')];
    const pull = (replaced: string | null) =>
      resultText({ result: { kind: 'pull', imageId: 'new', replaced } }, containers, t);
    expect(pull(null)).toBe('');
    expect(pull('old')).toContain('"names":"api, web"');
    expect(pull('other')).toBe('tasks:result.newer {}');
  });

  it('gives the engine’s figure for a clean-up, and only where it has one', () => {
    const cleanUp = (freed: number | null) =>
      resultText({ result: { kind: 'cleanup', deleted: 2, failed: [], freed } }, [], t);
    expect(cleanUp(1_000_000)).toContain('tasks:result.freed');
    expect(cleanUp(null)).not.toContain('freed');
  });
});
