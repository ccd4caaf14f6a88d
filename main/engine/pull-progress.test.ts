import { describe, expect, it } from 'vitest';
import { endPull, type PullState, reducePull, startedPull } from './pull-progress';

const run = (messages: Record<string, unknown>[]): PullState =>
  endPull(messages.reduce(reducePull, startedPull));
const a = 'aaaaaaaaaaaa';
const b = 'bbbbbbbbbbbb';
const downloading = (id: string, current: number, total?: number) => ({
  id,
  status: 'Downloading',
  progressDetail: { current, total },
});

describe('pull progress (pitfall 1.7)', () => {
  it('sums per layer, and does not go back when extraction counts anew', () => {
    const messages = [
      { status: 'Pulling from library/nginx', id: 'latest' },
      { status: 'Pulling fs layer', progressDetail: {}, id: a },
      { status: 'Already exists', progressDetail: {}, id: b },
      downloading(a, 40, 100),
      { status: 'Download complete', progressDetail: {}, id: a },
      { status: 'Extracting', progressDetail: { current: 10, total: 100 }, id: a },
      { status: 'Pull complete', progressDetail: {}, id: a },
      { status: 'Digest: sha256:00' },
      { status: 'Status: Downloaded newer image for nginx:latest' },
    ];
    const progress = messages.map(
      (_, end) => messages.slice(0, end + 1).reduce(reducePull, startedPull).progress,
    );
    expect(progress.slice(0, 3)).toEqual([null, null, null]);
    expect(progress.slice(3).map((value) => value?.current)).toEqual([40, 100, 100, 100, 100, 100]);
    const state = run(messages);
    expect(state.outcome).toBe('done');
    expect(state.message).toBe('Status: Downloaded newer image for nginx:latest');
    expect(state.layers).toEqual([
      { id: a, status: 'Pull complete', current: 100, total: 100 },
      { id: b, status: 'Already exists', current: null, total: null },
    ]);
  });

  it('leaves out a layer whose size is not told', () => {
    expect(run([downloading(a, 5), downloading(b, 1, 10)]).progress).toEqual({ current: 1, total: 10 });
  });

  it('fails on an error in a 200 stream with the registry’s words, whatever follows (pitfall 1.1 #6)', () => {
    const message = 'manifest for nginx:nope not found: manifest unknown';
    const state = run([
      { errorDetail: { message }, error: message },
      { status: 'Status: Downloaded newer image for nginx:nope' },
    ]);
    expect(state.outcome).toBe('failed');
    expect(state.error).toEqual({ code: 'registry', message });
  });

  it('does not blame the registry for a full disk', () => {
    expect(run([{ error: 'write /var/lib: no space left on device' }]).error?.code).toBe('internal');
  });

  it('is not done when the stream ends without a last word', () => {
    expect(run([downloading(a, 1, 10)]).outcome).toBe('unconfirmed');
  });
});
