import { type EngineRow, noControl } from '@contract/engine';
import { describe, expect, it } from 'vitest';
import { candidates, chooseControl, withControl } from './choose';
import { able, type Detection, notInstalled, type Provider } from './types';

const row = (
  part: Partial<EngineRow> = {},
  source: EngineRow['endpoint']['source'] = 'default',
): EngineRow => ({
  state: 'missing',
  since: 5,
  reason: { code: 'no-socket', message: 'ENOENT' },
  epoch: 0,
  lastAnswerAt: null,
  endpoint: {
    url: 'unix:///var/run/docker.sock',
    source,
    context: 'default',
    host: 'localhost',
    remote: false,
  },
  version: null,
  control: noControl,
  ...part,
});
const provider = (id: Provider['id'], url: string) =>
  ({ id, name: id, serves: (asked: string) => asked === url }) as unknown as Provider;
const systemd = provider('systemd', 'unix:///var/run/docker.sock');
const managed = provider('managed', 'unix:///m/docker.sock');
const found = (one: Provider, detection: Detection) => ({ provider: one, detection });

describe('who controls the engine', () => {
  it('asks all only where nothing is chosen and nothing runs', () => {
    expect(candidates(row(), [managed, systemd])).toEqual([systemd, managed]);
    expect(candidates(row({ state: 'running' }), [managed, systemd])).toEqual([systemd]);
    expect(candidates(row({}, 'DOCKER_HOST'), [managed, systemd])).toEqual([systemd]);
    const remote = row();
    expect(candidates({ ...remote, endpoint: { ...remote.endpoint, remote: true } }, [systemd])).toEqual([]);
  });

  it('starts with the first that can', () => {
    const choice = chooseControl(row(), [
      found(systemd, able(false, 'needs-root')),
      found(managed, able(false)),
    ]);
    expect(choice).toMatchObject({
      provider: 'managed',
      start: true,
      stop: 'not-running',
      restart: 'not-running',
    });
  });

  it('says why nothing can', () => {
    expect(chooseControl(row(), [found(managed, notInstalled)]).start).toBe('not-installed');
    expect(chooseControl(row({}, 'DOCKER_HOST'), []).start).toBe('no-provider');
    expect(chooseControl(row(), [found(managed, able(false, 'needs-root'))])).toMatchObject({
      provider: 'managed',
      start: 'needs-root',
    });
  });

  it('does not stop what it has not started', () => {
    const running = row({ state: 'running' });
    expect(chooseControl(running, [found(systemd, able(true))])).toMatchObject({
      start: 'running',
      stop: true,
    });
    expect(chooseControl(running, [found(systemd, able(false))])).toMatchObject({
      provider: null,
      stop: 'foreign',
    });
    expect(chooseControl(running, [])).toMatchObject({ stop: 'foreign', restart: 'foreign' });
  });

  it('believes an answer more than what a provider says of an endpoint that is its alone', () => {
    const up = row({ state: 'running', reason: null });
    const desktop = { ...provider('docker-desktop', up.endpoint.url), owns: () => true };
    expect(chooseControl(up, [found(desktop, able(false))])).toMatchObject({
      provider: 'docker-desktop',
      start: 'running',
      stop: true,
      restart: true,
    });
    const shared = { ...desktop, owns: () => false };
    expect(chooseControl(up, [found(shared, able(false))]).stop).toBe('foreign');
  });

  it('does not start what runs but may not be talked to', () => {
    const denied = row({ state: 'stopped', reason: { code: 'permission-denied', message: 'EACCES' } });
    expect(candidates(denied, [managed, systemd])).toEqual([systemd]);
    expect(chooseControl(denied, [found(systemd, able(true))])).toMatchObject({
      start: 'running',
      stop: true,
    });
  });

  it('may stop what is up but does not answer', () => {
    expect(chooseControl(row({ state: 'stopped' }), [found(systemd, able(true))])).toMatchObject({
      stop: true,
      restart: true,
    });
  });
});

describe('the state that is shown', () => {
  const working = (action: 'start' | 'stop' | 'restart', step: 'answering' | 'stopping') => ({
    ...noControl,
    work: { action, step, since: 9, lines: [], attempt: 0 },
  });

  it('is what is being done', () => {
    expect(withControl(row(), working('start', 'answering'))).toMatchObject({
      state: 'starting',
      since: 9,
      reason: null,
    });
    expect(withControl(row({ state: 'running' }), working('stop', 'stopping')).state).toBe('stopping');
    expect(withControl(row({ state: 'stopped' }), working('stop', 'stopping')).state).toBe('stopping');
    expect(withControl(row({ state: 'running' }), working('restart', 'stopping')).state).toBe('stopping');
    expect(withControl(row({ state: 'stopped' }), working('restart', 'answering')).state).toBe('starting');
  });

  it('is what was seen where that says more', () => {
    expect(withControl(row({ state: 'running' }), working('start', 'answering')).state).toBe('running');
    expect(withControl(row({ state: 'unresponsive' }), noControl).state).toBe('unresponsive');
  });

  it('calls the own engine stopped, as it is there', () => {
    const control = { ...noControl, provider: 'managed' as const };
    expect(withControl(row({}, 'managed'), control)).toMatchObject({ state: 'stopped', since: 5 });
    expect(withControl(row(), control).state).toBe('missing');
  });
});
