import type { ContainerRow } from '@contract/containers';
import type { ImageRow } from '@contract/images';
import { describe, expect, it } from 'vitest';
import { canForce, deletionArgs, mostFreed, planDeletion } from './deletion';
import { imageLines, lineName, usersByImage } from './image-rows';

const image = (id: string, tags: string[], size = 100): ImageRow => ({
  id,
  tags,
  digests: [],
  createdAt: 0,
  size,
  labels: {},
});
const container = (
  name: string,
  imageId: string,
  state: ContainerRow['state'] = 'running',
): ContainerRow => ({
  id: `${name}-id`,
  name,
  image: 'x',
  imageId,
  state,
  health: null,
  exitCode: null,
  ports: [],
  createdAt: 0,
  since: null,
  command: '',
  networks: [],
  volumes: [],
  labels: {},
});

describe('the lines of the list', () => {
  it('has one a tag, and one for an image without any', () => {
    const lines = imageLines([image('a', ['nginx:1', 'nginx:latest']), image('b', [])], new Map());
    expect(lines.map((line) => [line.key, lineName(line), line.use])).toEqual([
      ['nginx:1', 'nginx:1', 'unused'],
      ['nginx:latest', 'nginx:latest', 'unused'],
      ['b', '<none>', 'dangling'],
    ]);
  });

  it('knows who uses an image, stopped containers too', () => {
    const users = usersByImage([container('web', 'a', 'exited'), container('api', 'a'), container('x', 'c')]);
    const [first, second] = imageLines([image('a', ['nginx:1']), image('b', ['b:1'])], users);
    expect(first?.use).toBe('in-use');
    expect(first?.users.map(({ name }) => name)).toEqual(['api', 'web']);
    expect(second?.use).toBe('unused');
  });

  it('keeps the lines that did not change', () => {
    const images = [image('a', ['a:1']), image('b', ['b:1'])];
    const before = imageLines(images, usersByImage([container('web', 'a')]));
    const after = imageLines(images, usersByImage([container('web', 'a', 'exited')]), before);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });
});

describe('what a deletion comes to', () => {
  const images = [image('a', ['a:1', 'a:2'], 10), image('b', ['b:1'], 5), image('c', [], 3)];
  const plan = (keys: string[], containers: ContainerRow[] = []) =>
    planDeletion(imageLines(images, usersByImage(containers)).filter(({ key }) => keys.includes(key)));
  const effects = (...args: Parameters<typeof plan>) => plan(...args).map(({ effect }) => effect);

  it('unties a name while others are left, also of an image in use', () => {
    expect(effects(['a:1'], [container('web', 'a')])).toEqual(['untag']);
    expect(plan(['a:1'])[0]?.kept).toEqual(['a:2']);
    expect(mostFreed(plan(['a:1']))).toBe(0);
  });

  it('removes the image with its last name, and counts it once', () => {
    expect(effects(['a:1', 'a:2', 'b:1', 'c'])).toEqual(['remove', 'remove', 'remove', 'remove']);
    expect(mostFreed(plan(['a:1', 'a:2', 'b:1']))).toBe(15);
  });

  it('is refused while containers use it, and force helps only so far', () => {
    expect(effects(['b:1'], [container('web', 'b', 'exited')])).toEqual(['force']);
    expect(effects(['b:1'], [container('web', 'b', 'paused')])).toEqual(['force-name']);
    expect(effects(['c'], [container('web', 'c')])).toEqual(['never']);
    expect(canForce(plan(['c'], [container('web', 'c')]))).toBe(false);
    expect(canForce(plan(['c'], [container('web', 'c', 'exited')]))).toBe(true);
  });

  it('is one command', () => {
    expect(deletionArgs(plan(['a:1', 'c']), false)).toEqual(['docker', 'rmi', 'a:1', 'c']);
    expect(deletionArgs(plan(['b:1']), true)).toEqual(['docker', 'rmi', '-f', 'b:1']);
  });
});
