import { type EngineRow, noControl } from '@contract/engine';
import { describe, expect, it } from 'vitest';
import { createCache } from '../cache/store';
import type { Notice } from './notifier';
import { createQuickActions } from './quick-actions';
import { containerRow } from './testing/rows';
import { createTexts } from './texts';

const { t } = await createTexts('en');

const far: EngineRow = {
  state: 'running',
  since: 0,
  reason: null,
  epoch: 7,
  lastAnswerAt: 0,
  endpoint: { url: 'ssh://farm', source: 'config', context: 'farm', host: '10.0.0.9', remote: true },
  version: null,
  control: noControl,
};

function tray(during: (cache: ReturnType<typeof createCache>) => void = () => undefined) {
  const cache = createCache();
  cache.set('engine', 'current', far);
  for (const name of ['web', 'db']) cache.set('containers', name, containerRow(name));
  const notices: Notice[] = [];
  const asked: unknown[] = [];
  const act = (verb: string) => async (input: { epoch: number; ids: string[] }) => {
    asked.push([verb, input.epoch, ...input.ids]);
    during(cache);
    return input.ids.map((id) => ({ id, ok: true as const }));
  };
  const quick = createQuickActions({
    cache,
    handlers: {
      'containers.start': act('start'),
      'containers.stop': act('stop'),
      'containers.restart': act('restart'),
    },
    notifier: { show: (notice) => notices.push(notice), dispose: () => undefined },
    t,
  });
  return { quick, notices, asked };
}

describe('stopping all from the tray', () => {
  it('says on which engine it has stopped what, and can be undone', async () => {
    const { quick, notices, asked } = tray();
    await quick.stopAll();
    expect(notices).toMatchObject([
      {
        title: 'Stopped 2 containers',
        body: 'On engine farm (10.0.0.9)\nweb, db. Click to start again.',
      },
    ]);
    expect(quick.undoable()).toBe(2);
    await quick.undoStopAll();
    expect(asked).toEqual([
      ['stop', 7, 'web', 'db'],
      ['start', 7, 'web', 'db'],
    ]);
  });

  it('still speaks of the engine it was done on when Lighter has moved on, and undoes nothing elsewhere', async () => {
    const { quick, notices, asked } = tray((cache) => {
      const endpoint = {
        ...far.endpoint,
        url: 'unix:///x',
        context: 'two',
        host: 'localhost',
        remote: false,
      };
      cache.set('engine', 'current', { ...far, epoch: 8, endpoint });
      cache.replace('containers', [['other', containerRow('other')]]);
    });
    await quick.stopAll();
    expect(notices[0]?.body).toBe('On engine farm (10.0.0.9)\nweb, db. Click to start again.');
    expect(quick.undoable()).toBe(0);
    notices[0]?.action?.run();
    expect(asked).toHaveLength(1);
  });
});
