import { expect, it } from 'vitest';
import type { ImageLine } from './image-rows';
import { groupName } from './name-group';

const line = (tag: string | null) => ({ tag }) as ImageLine;

it('calls a group by its repositories, each once, without tags and with ports', () => {
  const tags = ['app:1', 'app:2', 'registry.example:5000/app:1', 'registry.example:5000/app'];
  expect(groupName(tags.map(line))).toBe('app, registry.example:5000/app');
  expect(groupName([line(null)])).toBe('');
});
