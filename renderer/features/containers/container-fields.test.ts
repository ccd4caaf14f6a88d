import type { ContainerRow } from '@contract/containers';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { containerFields, imageNames } from './container-fields';

const fields = containerFields(i18next.t);
const row = {
  state: 'running',
  health: 'unhealthy',
  image: 'nginx',
  labels: { env: 'prod', 'com.docker.compose.project': 'shop' },
  networks: ['front'],
  volumes: [],
} as unknown as ContainerRow;

describe('containerFields', () => {
  it.each([
    ['state', ['running', 'unhealthy']],
    ['image', ['nginx']],
    ['label', ['env=prod', 'env', 'com.docker.compose.project=shop', 'com.docker.compose.project']],
    ['network', ['front']],
    ['volume', []],
    ['project', ['shop']],
  ])('%s', (id, values) => {
    expect(fields.find((field) => field.id === id)?.values(row)).toEqual(values);
  });
});

describe('imageNames', () => {
  it.each([
    ['nginx', ['nginx']],
    ['nginx:1.25', ['nginx:1.25', 'nginx']],
    ['host:5000/shop/api:2', ['host:5000/shop/api:2', 'host:5000/shop/api', 'api']],
    ['host:5000/api', ['host:5000/api', 'api']],
    ['a/b@sha256:00ff', ['a/b@sha256:00ff', 'a/b', 'b']],
    [`sha256:${'ab'.repeat(32)}`, ['abababababab']],
  ])('%s', (image, names) => {
    expect(imageNames(image)).toEqual(names);
  });
});
