import { LighterError } from '@contract/errors';
import type { RunForm } from '@contract/run-form';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import { act, remove } from './container-actions';
import { createBody, laterEndpoints, takesOneNetwork } from './run-body';

/**
 * `POST /containers/create` with everything but the name in the body (a URL ends up in logs), then
 * `POST /networks/{name}/connect` for more networks than an old engine takes at once, and
 * `POST /containers/{id}/start`. A container whose start failed is removed again, so that the same name and
 * form can be tried anew; the error holds the engine's words. A name that is taken is a `conflict`.
 */
export async function runContainer(
  client: EngineClient,
  form: RunForm,
  { start, apiVersion }: { start: boolean; apiVersion?: string },
): Promise<{ id: string; warnings: string[] }> {
  const created = await client.request<{ Id: string; Warnings?: string[] | null }>(
    'POST',
    enginePath`/containers/create`,
    {
      query: { name: form.name, platform: form.platform },
      body: createBody(form, { detached: start, apiVersion }),
      timeoutMs: 60_000,
    },
  );
  try {
    if (takesOneNetwork(apiVersion)) {
      for (const [name, endpoint] of laterEndpoints(form)) {
        await client.request('POST', enginePath`/networks/${name}/connect`, {
          body: { Container: created.Id, EndpointConfig: endpoint },
        });
      }
    }
    if (start) await act(client, created.Id, 'start');
  } catch (error) {
    throw await undo(client, created.Id, startError(error));
  }
  return { id: created.Id, warnings: created.Warnings ?? [] };
}

/** The engine answers a busy port with status 500, like its own faults. */
function startError(error: unknown): LighterError {
  const typed = toLighterError(error);
  return /port is already allocated|address already in use/i.test(typed.message)
    ? new LighterError({ ...typed.toData(), code: 'conflict' })
    : typed;
}

async function undo(client: EngineClient, id: string, cause: LighterError): Promise<LighterError> {
  try {
    await remove(client, id, { force: true, volumes: true });
    return cause;
  } catch (error) {
    const detail = `${id.slice(0, 12)} was created and could not be removed: ${toLighterError(error).message}`;
    return new LighterError({ ...cause.toData(), detail });
  }
}
