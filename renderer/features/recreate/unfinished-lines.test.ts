import { describe, expect, it } from 'vitest';
import { unfinishedLines } from './unfinished-lines';

const row = { id: 'x', name: 'web', keptName: 'web-before-abc', startedAt: 0, newRuns: false, paused: false };

describe('the way out of a replacement that broke off, in the CLI', () => {
  it('takes the new one away, or the old one', () => {
    expect(unfinishedLines({ ...row, newName: 'shop', ran: true })).toEqual({
      back: 'docker rm -f -v shop && docker rename web-before-abc web && docker start web',
      keep: 'docker start shop && docker rm -f web-before-abc',
    });
    expect(unfinishedLines({ ...row, newName: 'web', newRuns: true, ran: true, paused: true })).toEqual({
      back: 'docker rm -f -v web && docker rename web-before-abc web && docker start web && docker pause web',
      keep: 'docker rm -f web-before-abc',
    });
  });

  it('has but one where there is no new one', () => {
    expect(unfinishedLines({ ...row, newName: null, ran: false })).toEqual({
      back: 'docker rename web-before-abc web',
      keep: null,
    });
  });
});
