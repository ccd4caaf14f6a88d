import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Distribution, type Platform, waysOf, windowsGround } from './ways';

const platforms: Platform[] = ['linux', 'darwin', 'win32'];
const distributions: Distribution[] = ['debian', 'ubuntu', 'fedora', 'arch', 'suse', 'other'];
const all = platforms.flatMap((platform) => distributions.flatMap((family) => waysOf(platform, family)));

describe('ways to an engine', () => {
  it.each(['en', 'ko'])('have words for each way and step, and no others (%s)', (language) => {
    const file = join(import.meta.dirname, `../../../locales/${language}/get-engine.json`);
    const words: { way: object; step: object } = JSON.parse(readFileSync(file, 'utf8'));
    const steps = [...all.flatMap((way) => way.steps), ...windowsGround].map(({ id }) => id);
    expect(Object.keys(words.way).sort()).toEqual([...new Set(all.map(({ id }) => id))].sort());
    expect(Object.keys(words.step).sort()).toEqual([...new Set(steps)].sort());
  });

  it('use the package tool of the distribution', () => {
    const first = (family: Distribution) => waysOf('linux', family)[0]?.steps[0]?.command ?? '';
    expect(first('debian')).toContain('apt-get install -y docker.io');
    expect(first('fedora')).toContain('dnf install');
    expect(first('arch')).toContain('pacman -S');
    expect(first('suse')).toContain('zypper install');
    expect(first('other')).toBe('');
  });

  it('lead to guides over https, and nowhere else', () => {
    for (const { guide } of all) expect(new URL(guide).protocol).toBe('https:');
  });
});
