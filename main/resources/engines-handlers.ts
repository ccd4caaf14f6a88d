import { randomUUID } from 'node:crypto';
import type { EngineForm, EngineList } from '@contract/engines';
import { LighterError } from '@contract/errors';
import type { CallName } from '@contract/index';
import type { Engines } from '../engine/engines';
import type { TlsPaths } from '../engine/known-engines';
import type { CallHandlers, StreamHandlers } from '../ipc/types';

export interface EnginesDeps {
  engines: Engines;
  /** Asks for an existing file; null when the user cancelled. */
  openFile(kind: 'ca' | 'cert' | 'key'): Promise<string | null>;
}

/** ms the whole list may take, and an ssh server may take to show its keys. */
const listLimit = 6_000;
const scanLimit = 20_000;

/** The handlers of `engines.*` calls. Certificates' paths never come from the page: it has tokens for them. */
export function enginesHandlers({
  engines,
  openFile,
}: EnginesDeps): Pick<CallHandlers, Extract<CallName, `engines.${string}`>> {
  const files = new Map<string, string>();

  const pathOf = (token: string | null) => {
    if (token === null) return null;
    const path = files.get(token);
    if (path === undefined)
      throw new LighterError({ code: 'invalid-input', message: 'Choose the file again.' });
    return path;
  };
  const pathsOf = (tls: NonNullable<EngineForm['tls']>): TlsPaths => ({
    ca: pathOf(tls.ca),
    cert: pathOf(tls.cert),
    key: pathOf(tls.key),
  });

  return {
    'engines.list': async () => {
      let last: EngineList = { engines: [], chosen: null };
      const signal = AbortSignal.timeout(listLimit);
      const look = engines.look(
        (list) => {
          last = list;
        },
        { ssh: false, signal },
      );
      await Promise.race([look, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
      return last;
    },
    'engines.switch': async ({ key }) => {
      await engines.switchTo(key);
      return null;
    },
    'engines.add': (form) => ({ key: engines.add(form, form.tls && pathsOf(form.tls)) }),
    'engines.remove': ({ key }) => {
      engines.remove(key);
      return null;
    },
    'engines.chooseFile': async ({ kind }) => {
      const path = await openFile(kind);
      if (path === null) return null;
      const token = randomUUID();
      files.set(token, path);
      return { token, path };
    },
    'engines.hostKeys': ({ key }) => engines.hostKeys(key, AbortSignal.timeout(scanLimit)),
    'engines.trustHost': async ({ token }) => {
      await engines.trust(token);
      return null;
    },
  };
}

/** The handler of `engines.watch`: looks when it is opened and whenever it is asked to, until the view goes. */
export function enginesStream({
  engines,
}: Pick<EnginesDeps, 'engines'>): Pick<StreamHandlers, 'engines.watch'> {
  return {
    'engines.watch': (_input, sink) => {
      let running = new AbortController();
      const look = () => {
        running.abort();
        running = new AbortController();
        const { signal } = running;
        engines
          .look((list) => sink.send([list]), { ssh: true, signal })
          .catch((error: unknown) => {
            if (!signal.aborted) sink.fail({ code: 'internal', message: String(error) });
          });
      };
      sink.onControl(look);
      look();
      return new Promise((resolve) => {
        const stop = () => {
          running.abort();
          resolve();
        };
        if (sink.signal.aborted) return stop();
        sink.signal.addEventListener('abort', stop, { once: true });
      });
    },
  };
}
