import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDockerRun } from '@contract/run/parse-docker-run';
import { createClient } from '../../main/engine/client';
import { createTransport } from '../../main/engine/transport';
import { runContainer } from '../../main/resources/run-container';
import { run } from '../../scripts/engine/processes.mjs';
import { officialLines } from '../fixtures/run-lines';
import { expect, test } from '../fixtures/test';

test.setTimeout(180_000);

interface Inspection {
  Mounts: { Destination: string }[];
  HostConfig: { Binds: string[] | null };
  Config: { Env: string[] | null };
}

/** What differs between any two containers, or is the engine's affair. */
const own = new Set([
  'Id',
  'Created',
  'State',
  'ResolvConfPath',
  'HostnamePath',
  'HostsPath',
  'LogPath',
  'GraphDriver',
  'SandboxID',
  'SandboxKey',
  'EndpointID',
  'NetworkID',
]);

/** An inspection without that, and with nothing said in place of empty values, which clients send in many ways. */
function plain(value: unknown, id: string): unknown {
  if (Array.isArray(value)) {
    const list = value.map((one) => plain(one, id)).filter((one) => one !== undefined);
    return list.length > 0 ? list : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([key]) => !own.has(key))
      .map(([key, one]) => [key, plain(one, id)] as const)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => a.localeCompare(b));
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  // A host name and an alias that nobody gave are the container's own id.
  const isEmpty =
    value === null || value === '' || value === 0 || value === false || value === id.slice(0, 12);
  return isEmpty ? undefined : value;
}

/** The line as `docker create` takes it, which has no wish to be followed or left. */
const asCreate = (line: string) =>
  line
    .replace(/^docker run/, 'docker create')
    .replace(/\s(-d|--detach)(?=\s)/, '')
    .replace(/\s-d(?=[it]+\s)/, ' -')
    .replace(/--sig-proxy=\S+/, '');

test('the documented lines of the most used images make the container that the docker command makes', async ({
  engine,
}) => {
  const here = mkdtempSync(join(tmpdir(), 'lighter-official-'));
  const transport = createTransport({ kind: 'socket', path: engine.socket });
  const client = createClient({
    transport,
    version: '1.41',
    epoch: 1,
    signal: new AbortController().signal,
  });
  const values = { $PWD: here, '$(pwd)': here, '${PWD}': here, $GITLAB_HOME: here };
  const seen = async (id: string) => {
    const [found] = JSON.parse(await engine.docker('inspect', id)) as [Inspection];
    // The command and the engine have these in another order each time.
    found.Mounts.sort((a, b) => a.Destination.localeCompare(b.Destination));
    found.HostConfig.Binds?.sort();
    found.Config.Env?.sort();
    return plain(found, id);
  };
  try {
    // Named by lines that link to it or take its volumes.
    await engine.docker('create', '--name', 'some-mysql', '--volume', '/var/lib/mysql', 'busybox', 'true');
    for (const line of officialLines) {
      const { form, problems } = parseDockerRun(line, values);
      // How the command's own output is handled makes no other container.
      expect(
        problems.filter(({ code }) => code !== 'no-effect'),
        line,
      ).toEqual([]);
      await engine.docker('tag', 'busybox', form.image);
      for (const { name } of form.networks ?? []) {
        if (name === 'host') continue;
        await engine.docker('network', 'create', name).catch(() => undefined);
      }
      const judge = await run('sh', ['-c', asCreate(line)], {
        cwd: here,
        env: { ...engine.env, PWD: here, GITLAB_HOME: here },
      });
      const theirs = await seen(judge.trim());
      await engine.docker('rm', '--force', judge.trim());
      const { id } = await runContainer(client, form, { start: false, apiVersion: '1.41' });
      const ours = await seen(id);
      await engine.docker('rm', '--force', id);
      // The engine makes a name up where the line has none.
      const unnamed = form.name ? {} : { Name: 'any' };
      expect({ ...(ours as object), ...unnamed }, line).toEqual({ ...(theirs as object), ...unnamed });
    }
  } finally {
    transport.dispose();
    rmSync(here, { recursive: true, force: true });
  }
});
