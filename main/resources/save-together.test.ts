import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { frame, json, startTestEngine, type TestEngine } from '../cache/testing/test-engine';
import { saveTogether } from './save-together';

const stamp = (n: number) => `2026-01-02T03:04:05.${String(n).padStart(9, '0')}Z`;
const a = 'a'.repeat(64);
const b = 'b'.repeat(64);

describe('saveTogether', () => {
  let engine: TestEngine;
  let folder: string;
  let broken: boolean;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lighter-save-'));
    broken = false;
    engine = await startTestEngine(({ path }, response) => {
      if (path.endsWith('/json')) return json(response, { Config: { Tty: false } });
      const numbers = path.includes(a) ? [1, 4, 5] : [2, 3, 6];
      response.writeHead(200);
      for (const n of numbers) response.write(frame(n % 2 ? 1 : 2, `${stamp(n)} line ${n}\n`));
      if (broken && path.includes(b)) response.destroy();
      else response.end();
    });
    engine.connect();
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await engine.dispose();
  });

  const save = (timestamps: boolean) => {
    const sources = [
      { id: a, name: 'web' },
      { id: b, name: 'worker' },
    ];
    return saveTogether(engine.connection.require(), sources, join(folder, 'out.log'), timestamps);
  };

  it('writes the lines of all in the order of their times, each with its container', async () => {
    const { path, bytes } = await save(false);
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(
      [
        'web    | line 1',
        'worker | line 2',
        'worker | line 3',
        'web    | line 4',
        'web    | line 5',
        'worker | line 6',
        '',
      ].join('\n'),
    );
    expect(bytes).toBe(text.length);
    await save(true);
    expect(readFileSync(path, 'utf8')).toContain(`worker | ${stamp(3)} line 3\n`);
  });

  it('leaves no file when one of them breaks off', async () => {
    broken = true;
    await expect(save(false)).rejects.toThrow();
    expect(existsSync(join(folder, 'out.log'))).toBe(false);
    expect(existsSync(join(folder, 'out.log.partial'))).toBe(false);
  });
});
