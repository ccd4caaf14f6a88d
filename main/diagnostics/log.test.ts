import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from './log';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the log', () => {
  it('has each line on the disk at once, with level, words and details', () => {
    const { log, file } = openLog(folder);
    log('warn', 'The engine is slow', { ms: 1200 });
    log('error', 'It broke', new Error('boom'));
    const [first, second] = readFileSync(file, 'utf8').split('\n');
    expect(first).toMatch(/^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] \[warn\] The engine is slow \{ ms: 1200 \}$/);
    expect(second).toContain('[error] It broke Error: boom');
  });

  it('hides secrets in words and details', () => {
    const { log, file } = openLog(folder);
    log('info', 'at tcp://me:hunter2@host', { password: 'hunter2', Env: ['DB=hunter2'] });
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
  });

  it('adds to the log of an earlier run, and keeps one old file when it grows too large', () => {
    openLog(folder).log('info', 'the first run');
    const { log, file } = openLog(folder);
    log('info', 'the second run');
    expect(readFileSync(file, 'utf8')).toContain('the first run');
    writeFileSync(file, 'x'.repeat(1024 * 1024));
    const again = openLog(folder);
    again.log('info', 'the third run');
    expect(readFileSync(file, 'utf8')).toMatch(/^\[.*the third run\n$/);
    expect(readFileSync(join(dirname(file), 'main.old.log'), 'utf8')).toHaveLength(1024 * 1024);
  });

  it('does not stop Lighter where it cannot write', () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
    expect(() => openLog(folder).log('error', 'nobody reads this')).not.toThrow();
  });
});
