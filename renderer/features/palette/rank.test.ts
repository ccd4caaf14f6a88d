import { describe, expect, it } from 'vitest';
import { queryWords } from './fuzzy';
import { rank, type Verb } from './rank';

interface Subject {
  name: string;
  image: string;
  running: boolean;
}
const subject = (name: string, running = true, image = 'busybox'): Subject => ({ name, image, running });
const verbs: Verb<Subject>[] = [
  { id: 'open', texts: ['open'], applies: () => true },
  { id: 'start', texts: ['시작', 'start'], applies: ({ running }) => !running },
  { id: 'stop', texts: ['중지', 'stop'], applies: ({ running }) => running },
];
const find = (query: string, subjects: Subject[], limit = 10) =>
  rank(queryWords(query), subjects, ({ name, image }) => [name, image], verbs, limit).map(
    ({ subject: { name }, verb }) => `${verb.id} ${name}`,
  );

describe('rank', () => {
  it('puts the better name first, and what was not asked for last', () => {
    expect(find('web', [subject('cobweb'), subject('web')])).toEqual([
      'open web',
      'open cobweb',
      'stop web',
      'stop cobweb',
    ]);
  });

  it('takes verb and name in either order and language', () => {
    const subjects = [subject('web'), subject('shop')];
    expect(find('stop web', subjects)[0]).toBe('stop web');
    expect(find('web 중지', subjects)[0]).toBe('stop web');
  });

  it('offers only what the subject can do', () => {
    expect(find('web stop', [subject('web', false)])).toEqual([]);
    expect(find('web start', [subject('web', false)])).toEqual(['start web']);
  });

  it('finds by the second name, for less', () => {
    expect(find('nginx', [subject('a', true, 'nginx:latest'), subject('my-nginx')])[0]).toBe('open my-nginx');
    expect(find('redis', [subject('a', true, 'redis:7')])[0]).toBe('open a');
  });

  it('keeps to the limit', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => subject(`worker-${index}`));
    expect(find('stop', many, 24)).toHaveLength(24);
    expect(find('stop', many, 24)[0]).toBe('stop worker-0');
    expect(find('worker-9999', many, 24)[0]).toBe('open worker-9999');
  });
});
