import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line';
import { mayRevive } from './revive';
import { terminalKey } from './terminal-keys';

const key = (code: string, mods = '') => ({
  key: code.replace('Key', ''),
  code,
  ctrlKey: mods.includes('c'),
  shiftKey: mods.includes('s'),
  altKey: mods.includes('a'),
  metaKey: mods.includes('m'),
});

describe('terminalKey', () => {
  it('leaves Ctrl+C and Ctrl+V to the program', () => {
    expect(terminalKey(key('KeyC', 'c'), false)).toBe('type');
    expect(terminalKey(key('KeyV', 'c'), false)).toBe('type');
    expect(terminalKey(key('KeyC', 'cs'), false)).toBe('copy');
    expect(terminalKey(key('KeyV', 'cs'), false)).toBe('paste');
    expect(terminalKey(key('Insert', 's'), false)).toBe('paste');
    expect(terminalKey(key('Insert', 'c'), false)).toBe('copy');
    expect(terminalKey(key('KeyC', 'm'), true)).toBe('copy');
    expect(terminalKey(key('KeyC', 'm'), false)).toBe('type');
    expect(terminalKey(key('KeyC', 'c'), true)).toBe('type');
  });

  it('has a way out', () => {
    expect(terminalKey(key('Escape', 's'), false)).toBe('leave');
    expect(terminalKey(key('Escape', 'cs'), false)).toBe('leave');
    expect(terminalKey(key('Escape'), false)).toBe('type');
  });
});

describe('mayRevive', () => {
  const ended = {
    state: { kind: 'ended', exitCode: 137, why: 'stopped' },
    options: { user: '', command: [] },
    startedAt: 10_000,
    endedAt: 20_000,
  } as const;
  const session = { ...ended, options: { user: '', command: [] as string[] } };

  it('brings a shell back once its container has been started anew', () => {
    expect(mayRevive(session, { state: 'running', since: 5000 }, true)).toBe(true);
    expect(mayRevive(session, { state: 'running', since: 20_100 }, false)).toBe(true);
  });

  it('does not while the list still shows the run before, nor a command, nor what had ended by itself', () => {
    expect(mayRevive(session, { state: 'running', since: 5000 }, false)).toBe(false);
    expect(mayRevive(session, { state: 'exited', since: 20_100 }, true)).toBe(false);
    expect(
      mayRevive(
        { ...session, options: { user: '', command: ['top'] } },
        { state: 'running', since: 5 },
        true,
      ),
    ).toBe(false);
    const left = { ...session, state: { kind: 'ended', exitCode: 0, why: 'exited' } as const };
    expect(mayRevive(left, { state: 'running', since: 20_100 }, true)).toBe(false);
    expect(mayRevive({ ...session, endedAt: 10_500 }, { state: 'running', since: 20_100 }, true)).toBe(false);
  });
});

describe('commandLine', () => {
  it('is what docker exec would need for the same', () => {
    expect(commandLine('web', undefined)).toBe('docker exec -it web sh');
    const running = { kind: 'running', command: ['bash'] } as const;
    expect(
      commandLine('web', { state: { ...running, command: ['bash'] }, options: { user: '', command: [] } }),
    ).toBe('docker exec -it web bash');
    expect(
      commandLine('web', {
        state: { kind: 'starting' },
        options: { user: '33:33', command: ['sh', '-c', 'id -un'] },
      }),
    ).toBe("docker exec -it -u 33:33 web sh -c 'id -un'");
  });
});
