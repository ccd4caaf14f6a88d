import { describe, expect, it } from 'vitest';
import { decodeOutput } from './decode-output';
import { bytes, text } from './testing/fixtures';

describe('decodeOutput', () => {
  it('reads UTF-16LE as wsl.exe writes it, with and without a mark at its beginning', () => {
    expect(bytes('windows/wsl-status-en.txt')[1]).toBe(0);
    expect(text('windows/wsl-status-en.txt')).toBe('Default Distribution: Ubuntu\nDefault Version: 2\n');
    expect(bytes('windows/wsl-version-ko.txt')[0]).toBe(0xff);
    expect(text('windows/wsl-version-ko.txt')).toMatch(/^WSL 버전: 2\.3\.26\.0\n커널 버전: /);
  });

  it('reads Korean in UTF-16LE, whose letters have no zero bytes', () => {
    expect(text('windows/wsl-status-inbox-ko.txt')).toContain('기본 버전: 2\n');
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
