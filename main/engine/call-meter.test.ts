import { describe, expect, it } from 'vitest';
import { createCallMeter, pathTemplate } from './call-meter';

describe('the template of a path', () => {
  const id = 'f'.repeat(64);
  it.each([
    [`/v1.41/containers/${id}/json?size=1`, '/containers/{id}/json'],
    ['/containers/json?all=1&filters=%7B%22name%22%3A%5B%22secret%22%5D%7D', '/containers/json'],
    ['/v1.41/images/registry.example%2Fhidden%3A1/json', '/images/{id}/json'],
    ['/v1.41/volumes/my-secret-volume', '/volumes/{id}'],
    ['/_ping', '/_ping'],
    ['/v1.41/events?since=5', '/events'],
    [`/v1.41/containers/${id}/start`, '/containers/{id}/start'],
  ])('%s is %s', (path, template) => expect(pathTemplate(path)).toBe(template));
});

describe('the meter', () => {
  it('counts the last minute, kind by kind, latest first', () => {
    let now = 1_000_000;
    const meter = createCallMeter(() => now);
    meter.begin('unix:///one');
    meter.call('GET', '/_ping');
    now += 30_000;
    meter.call('GET', '/containers/json?all=1');
    meter.call('GET', '/_ping');
    meter.event();
    expect(meter.reading()).toEqual({
      calls: 3,
      events: 1,
      latest: [
        { method: 'GET', path: '/_ping', at: now, count: 2 },
        { method: 'GET', path: '/containers/json', at: now, count: 1 },
      ],
      watched: 30_000,
    });
    now += 31_000;
    expect(meter.reading()).toMatchObject({ calls: 2, events: 1, watched: 60_000 });
    now += 60_000;
    expect(meter.reading()).toMatchObject({ calls: 0, events: 0, latest: [] });
  });

  it('begins anew with another engine, and only then', () => {
    let now = 0;
    const meter = createCallMeter(() => now);
    meter.begin('unix:///one');
    meter.call('GET', '/_ping');
    meter.event();
    now = 5000;
    meter.begin('unix:///one');
    expect(meter.reading()).toMatchObject({ calls: 1, events: 1, watched: 5000 });
    meter.begin('unix:///two');
    expect(meter.reading()).toMatchObject({ calls: 0, events: 0, watched: 0 });
  });
});
