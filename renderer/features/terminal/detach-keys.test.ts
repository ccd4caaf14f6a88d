import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDetachKeys, detachPatience } from './detach-keys';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('the keys that detach', () => {
  const typed = () => {
    const passed: string[] = [];
    const detach = vi.fn();
    return { passed, detach, type: createDetachKeys({ pass: (text) => passed.push(text), detach }) };
  };

  it('are Ctrl+P and then Ctrl+Q, neither of which the program gets', () => {
    const { passed, detach, type } = typed();
    for (const text of ['l', 's', '\x10', '\x11']) type(text);
    expect(passed).toEqual(['l', 's']);
    expect(detach).toHaveBeenCalledOnce();
  });

  it('are the program’s own when they do not come together', () => {
    const { passed, detach, type } = typed();
    for (const text of ['\x11', '\x10', 'x', '\x11', '\x10', '\x10']) type(text);
    expect(passed).toEqual(['\x11', '\x10', 'x', '\x11', '\x10']);
    vi.advanceTimersByTime(detachPatience);
    type('\x11');
    expect(passed).toEqual(['\x11', '\x10', 'x', '\x11', '\x10', '\x10', '\x11']);
    expect(detach).not.toHaveBeenCalled();
  });
});
