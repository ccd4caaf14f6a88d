import { describe, expect, it } from 'vitest';
import { decodeOutput } from './decode-output';
import { bytes, text } from './testing/fixtures';

describe('decodeOutput', () => {
  it('reads UTF-16LE as wsl.exe writes it, with and without a mark at its beginning', () => {
    const plain = bytes('windows/wsl-status-en.txt');
    expect(plain[1]).toBe(0);
    const said = 'Default Distribution: Debian\nDefault Version: 2\n';
    expect(decodeOutput(plain)).toBe(said);
    expect(decodeOutput(Buffer.concat([Buffer.from([0xff, 0xfe]), plain]))).toBe(said);
  });

  it('reads letters in UTF-16LE that have no zero bytes', () => {
    expect(text('windows/wsl-status-ko.txt')).toBe('기본 배포: Ubuntu-24.04\n기본 버전: 2\n');
    expect(text('windows/wsl-version-ko.txt')).toMatch(/^WSL 버전: 2\.5\.10\.0\n커널 버전: /);
    expect(text('windows/wsl-stub-ko.txt')).toMatch(/^Linux용 Windows 하위 시스템이 설치되어 있지/);
    expect(text('windows/wsl-version-ru.txt')).toMatch(/^Версия WSL: 1\.2\.5\.0\n/);
    expect(text('windows/wsl-status-inbox-zh.txt')).toContain('默认版本：2\n');
  });

  it('reads the Korean code page of netstat and tasklist', () => {
    expect(text('windows/netstat-ko.txt')).toContain('활성 연결');
    expect(text('windows/tasklist-ko.txt')).toContain('"카카오톡.exe"');
  });

  it('reads UTF-8, also when the size limit has cut a letter', () => {
    expect(decodeOutput(Buffer.from('커널 6.1'))).toBe('커널 6.1');
    expect(decodeOutput(Buffer.from('abc 커').subarray(0, -1))).toBe('abc ');
  });

  it('takes nothing for nothing', () => {
    expect(decodeOutput(Buffer.alloc(0))).toBe('');
  });
});
