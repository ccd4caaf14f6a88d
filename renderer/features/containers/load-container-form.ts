import { formFromInspect } from '@contract/run/from-inspect';
import { call } from '../../lib/bridge';
import type { ContainerForm } from './container-form';

/** Reads a container and its image back to a form. Throws what the engine says. */
export async function loadContainerForm(id: string, imageId: string): Promise<ContainerForm> {
  const [inspect, image] = await Promise.all([
    call('containers.inspect', { id }),
    // A container outlives its image: then everything counts as chosen.
    call('images.inspect', { key: imageId }).catch(() => null),
  ]);
  return { ...formFromInspect(inspect, image), inspect };
}
