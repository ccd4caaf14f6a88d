import type { ContainerRow } from '@contract/containers';

/** The Compose project that a container belongs to; null where it belongs to none. */
export const projectOf = ({ labels }: ContainerRow): string | null =>
  labels['com.docker.compose.project'] || null;
