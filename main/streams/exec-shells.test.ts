import { describe, expect, it } from 'vitest';
import { isMissingProgram, judgeEnd, mayBeRefusal, shellsFrom } from './exec-shells';

const missing =
  'OCI runtime exec failed: exec failed: container_linux.go:380: starting container process caused: exec: ' +
  '"bash": executable file not found in $PATH: unknown\r\n';

describe('shellsFrom', () => {
  it('begins with bash, then sh; or with the one that is known, which is not tried twice', () => {
    expect(shellsFrom(undefined).slice(0, 3)).toEqual([['bash'], ['sh'], ['ash']]);
    const known = shellsFrom(['busybox', 'sh']);
    expect(known[0]).toEqual(['busybox', 'sh']);
    expect(known).toHaveLength(shellsFrom(undefined).length);
  });
});

describe('what the stream begins with', () => {
  it('holds back what may become the engine’s refusal, and nothing else', () => {
    for (const length of [1, 5, 23, 60]) expect(mayBeRefusal(missing.slice(0, length))).toBe(true);
    expect(mayBeRefusal('')).toBe(true);
    expect(mayBeRefusal('/ # ')).toBe(false);
    expect(mayBeRefusal('OCI registry')).toBe(false);
  });

  it('tells a missing program from a refusal and from a program that ended', () => {
    expect(judgeEnd(missing, 126)).toBe('missing');
    expect(judgeEnd('', 127)).toBe('missing');
    expect(judgeEnd('', 0)).toBe('ran');
    expect(judgeEnd('', null)).toBe('ran');
    expect(judgeEnd('sh: foo: not found\r\n', 127)).toBe('ran');
    expect(judgeEnd('unable to find user nobody2: no matching entries in passwd file', 126)).toBe('refused');
    expect(judgeEnd('OCI runtime exec failed: cannot exec in a stopped container', 255)).toBe('refused');
  });

  it('knows how other engines say that a program is missing', () => {
    expect(
      isMissingProgram('crun: executable file `bash` not found in $PATH: No such file or directory'),
    ).toBe(true);
    expect(isMissingProgram('exec: "/bin/sh": stat /bin/sh: no such file or directory')).toBe(true);
    expect(isMissingProgram('Container 4f is not running')).toBe(false);
  });
});
