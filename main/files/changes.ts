import type { FileChange } from '@contract/files';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

const kinds: FileChange['kind'][] = ['changed', 'added', 'deleted'];
const maxTold = 50_000;

/** `GET /containers/{id}/changes`: what differs from the image. */
export async function readChanges(
  client: EngineClient,
  id: string,
): Promise<{ list: FileChange[]; cut: boolean }> {
  const raw = await client.request<{ Path?: string; Kind?: number }[] | null>(
    'GET',
    enginePath`/containers/${id}/changes`,
    { timeoutMs: 60_000 },
  );
  const list = (raw ?? []).flatMap(({ Path, Kind }) => {
    const kind = kinds[Kind ?? -1];
    return Path && kind ? [{ path: Path, kind }] : [];
  });
  return { list: list.slice(0, maxTold), cut: list.length > maxTold };
}
