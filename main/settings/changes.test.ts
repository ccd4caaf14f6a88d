import { settingsCalls } from '@contract/settings';
import { untouchedList } from '@contract/untouched-list';
import { describe, expect, it } from 'vitest';
import { renamedMarks, withList, withMarks } from './changes';

describe('changes of a part of the settings', () => {
  it('arrive with nothing but what they name', () => {
    const asked = { list: 'containers', change: { hidden: ['cpu'] } };
    expect(settingsCalls['settings.arrange'].input.parse(asked)).toEqual(asked);
  });

  it('leave what they do not name: two in a row do not undo each other', () => {
    const once = withList({}, 'containers', { hidden: ['cpu'] });
    expect(withList(once, 'containers', { grouped: false })).toEqual({
      containers: { ...untouchedList, hidden: ['cpu'], grouped: false },
    });
    const pinned = withMarks({}, 'unix:///x', { mark: 'pinned', names: ['web'], on: true });
    const both = withMarks(pinned, 'unix:///x', { mark: 'protected', names: ['web', 'db'], on: true });
    expect(both).toEqual({ 'unix:///x': { pinned: ['web'], protected: ['web', 'db'] } });
    expect(withMarks(both, 'unix:///x', { mark: 'protected', names: ['web'], on: false })).toEqual({
      'unix:///x': { pinned: ['web'], protected: ['db'] },
    });
  });

  it('keep marks by engine, and through a new name', () => {
    const marks = withMarks({}, 'a', { mark: 'protected', names: ['web'], on: true });
    expect(renamedMarks(marks, 'a', 'web', 'shop')).toEqual({ a: { pinned: [], protected: ['shop'] } });
    expect(renamedMarks(marks, 'b', 'web', 'shop')).toBe(marks);
  });
});
