import { type EngineRow, noControl } from '@contract/engine';
import { describe, expect, it } from 'vitest';
import { containerRow } from './testing/rows';
import { type TrayInput, type TrayItem, trayModel } from './tray-model';

const engine: EngineRow = {
  state: 'running',
  since: 0,
  reason: null,
  epoch: 1,
  lastAnswerAt: 0,
  endpoint: { url: 'unix:///x', source: 'default', context: 'default', host: 'localhost', remote: false },
  version: null,
  control: noControl,
};
const container = containerRow;
const t = (key: string, values: Record<string, string | number> = {}) =>
  [key.replace(/^.*[:.]/, ''), ...Object.values(values)].join(' ');
const model = (part: Partial<TrayInput>) =>
  trayModel({ engine, containers: [], busy: new Set(), undoable: 0, ...part }, t);
const labels = (items: TrayItem[]) => items.map((item) => (item.kind === 'separator' ? '-' : item.label));

describe('the tray', () => {
  it('says the state first and offers to open and quit', () => {
    expect(labels(model({}).items)).toEqual(['running', 'open', '-', 'settings', 'quit']);
  });

  it('has a submenu for each running container, with its ports', () => {
    const ports = [
      { containerPort: 80, protocol: 'tcp' as const, hostPort: 8080, hostIps: ['0.0.0.0'] },
      { containerPort: 53, protocol: 'udp' as const, hostPort: 53, hostIps: ['0.0.0.0'] },
      { containerPort: 443, protocol: 'tcp' as const, hostPort: null, hostIps: [] },
    ];
    const submenu = model({ containers: [container('web', { ports })] }).items[3];
    expect(submenu?.kind === 'submenu' && [submenu.label, labels(submenu.items)]).toEqual([
      '● web',
      ['stop', 'restart', 'openPort localhost:8080', 'logs'],
    ]);
  });

  it('names an engine on another machine above its containers', () => {
    const endpoint = { ...engine.endpoint, remote: true, host: 'farm.example', context: 'farm' };
    const remote = model({ engine: { ...engine, endpoint }, containers: [container('web')] });
    expect(labels(remote.items).slice(2, 5)).toEqual(['-', 'onNamedHost farm farm.example', '● web']);
  });

  it('lists the ten that stopped last, the latest first', () => {
    const containers = Array.from({ length: 12 }, (_, at) =>
      container(`c${at}`, { state: 'exited', since: at }),
    );
    const names = labels(model({ containers }).items).filter((label) => label.startsWith('○'));
    expect(names).toHaveLength(10);
    expect(names[0]).toBe('○ c11');
  });

  it('offers to stop all only with something running, and to undo it afterwards', () => {
    expect(labels(model({ containers: [container('a', { state: 'exited' })] }).items)).not.toContain(
      'stopAll',
    );
    expect(labels(model({ containers: [container('a')] }).items)).toContain('stopAll');
    expect(labels(model({ undoable: 3 }).items)).toContain('undoStopAll 3');
  });

  it('offers no action while the engine is away', () => {
    const { icon, tooltip, items } = model({
      engine: { ...engine, state: 'unresponsive' },
      containers: [container('web')],
    });
    const submenu = items.find((item) => item.kind === 'submenu');
    const enabled =
      submenu?.kind === 'submenu' ? submenu.items.map((item) => item.kind === 'action' && item.enabled) : [];
    expect([icon, tooltip, enabled]).toEqual(['stopped', 'unresponsive', [false, false, true]]);
  });

  it('offers to start or stop the engine only where that can work', () => {
    const control = { ...noControl, provider: 'managed' as const, name: 'Lighter' };
    const withControl = (part: Partial<typeof control>) =>
      labels(model({ engine: { ...engine, control: { ...control, ...part } } }).items);
    expect(withControl({ start: true, stop: 'not-running' })).toContain('start');
    expect(withControl({ start: 'running', stop: true })).toContain('stop');
    expect(withControl({ start: 'running', stop: true })).not.toContain('restart');
    expect(withControl({ start: 'running', stop: true, restart: true })).toContain('restart');
    expect(withControl({ start: 'not-installed', stop: 'not-running' })).toEqual(labels(model({}).items));
    const work = { action: 'stop' as const, step: 'stopping' as const, since: 0, lines: [], attempt: 0 };
    expect(withControl({ start: 'running', stop: true, work })).not.toContain('stop');
  });

  it('shows work under way', () => {
    expect(model({ containers: [container('a')], busy: new Set(['a']) }).icon).toBe('busy');
    expect(model({ engine: { ...engine, state: 'starting' } }).icon).toBe('busy');
    expect(model({ containers: [container('a')] })).toMatchObject({
      icon: 'running',
      tooltip: 'tooltip running 1',
    });
  });
});
