import type { ContainerRow } from '@contract/containers';

/** A running container whose id is its name. */
export const containerRow = (name: string, part: Partial<ContainerRow> = {}): ContainerRow => ({
  id: name,
  name,
  image: 'nginx',
  imageId: '',
  state: 'running',
  health: null,
  exitCode: null,
  ports: [],
  createdAt: 0,
  since: 0,
  command: '',
  networks: [],
  volumes: [],
  labels: {},
  ...part,
});
