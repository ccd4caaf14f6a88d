import { describe, expect, it } from 'vitest';
import { CommandLate, findProgram, runCommand } from './run-command';

const signal = new AbortController().signal;
const node = (script: string, options: Partial<Parameters<typeof runCommand>[2]> = {}) =>
  runCommand(process.execPath, ['-e', script], { signal, ...options });

describe('runCommand', () => {
  it('gives exit code and both outputs', async () => {
    expect(await node("console.log('out'); console.error('err'); process.exitCode = 3")).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('passes arguments as they are: no shell reads them', async () => {
    const { stdout } = await runCommand(process.execPath, ['-p', 'process.argv[1]', '$(id); echo *'], {
      signal,
    });
    expect(stdout).toBe('$(id); echo *\n');
  });

  it('ends what takes too long, also when it ignores that it should end', async () => {
    const running = node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)", { timeoutMs: 300 });
    await expect(running).rejects.toBeInstanceOf(CommandLate);
  });

  it('ends with the time of all', async () => {
    const over = new AbortController();
    const running = node('setInterval(() => {}, 1000)', { signal: over.signal });
    over.abort();
    await expect(running).rejects.toBeInstanceOf(CommandLate);
  });

  it('keeps no more than a quarter of a megabyte', async () => {
    const { stdout } = await node("process.stdout.write('x'.repeat(2_000_000))");
    expect(stdout).toHaveLength(256 * 1024);
  });

  it('runs nothing by its name alone', async () => {
    await expect(runCommand('node', [], { signal })).rejects.toThrow('Not an absolute path');
  });

  it('fails where there is nothing to run', async () => {
    await expect(runCommand('/nowhere/at-all', [], { signal })).rejects.toThrow('ENOENT');
  });
});

describe('findProgram', () => {
  it('finds the first in the folders, and no folder of that name', async () => {
    expect(await findProgram('env', ['/nowhere', '', '/usr/bin'], 'linux')).toBe('/usr/bin/env');
    expect(await findProgram('bin', ['/usr'], 'linux')).toBeNull();
  });
});
