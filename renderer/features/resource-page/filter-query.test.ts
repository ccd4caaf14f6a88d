import { describe, expect, it } from 'vitest';
import { conditionsOf, makeTerm, openTerm, parseQuery, suggest } from './filter-query';
import type { FilterField } from './types';

interface Row {
  name: string;
  image: string;
  state: string;
  labels: string[];
}

const rows: Row[] = [
  { name: 'web', image: 'nginx:1.25', state: 'running', labels: ['env=prod', 'tier=front'] },
  { name: 'api', image: 'shop/api:2', state: 'exited', labels: ['env=prod'] },
  { name: 'meter', image: 'nginx-exporter:1', state: 'running', labels: ['env=test', 'note=two words'] },
];
const fields: FilterField<Row>[] = [
  { id: 'image', label: 'Image', values: ({ image }) => [image, image.split(':')[0] ?? ''] },
  { id: 'state', label: 'State', values: ({ state }) => [state] },
  {
    id: 'label',
    label: 'Label',
    every: true,
    values: ({ labels }) => labels.flatMap((one) => [one, one.split('=')[0] ?? '']),
  },
];
const found = (text: string) => {
  const conditions = conditionsOf(parseQuery(text, fields).terms, fields, rows);
  return rows.filter((row) => conditions.every(({ test }) => test(row))).map(({ name }) => name);
};

describe('parseQuery', () => {
  it('tells terms from plain words', () => {
    const { terms, words } = parseQuery('web image:nginx -state:exited label:note="two words" two', fields);
    expect(terms).toEqual([
      makeTerm('image', 'nginx', false),
      makeTerm('state', 'exited', true),
      makeTerm('label', 'note="two', false),
    ]);
    expect(words).toEqual(['web', 'words"', 'two']);
  });

  it.each(['80:80', 'http://x', 'a-b:c', '-x', '::', '"image'])('leaves %s as plain text', (text) => {
    expect(parseQuery(text, fields)).toEqual({ terms: [], words: [text] });
  });

  it('takes values in quotation marks, closed or not yet, in any case of the field', () => {
    expect(parseQuery('label:"note=two words"', fields).terms[0]?.value).toBe('note=two words');
    expect(parseQuery('LABEL:"note=two w', fields).terms[0]?.value).toBe('note=two w');
    expect(makeTerm('label', 'a b', true).text).toBe('-label:"a b"');
  });

  it('says nothing for a field without a value yet', () => {
    expect(parseQuery('image: web', fields)).toEqual({ terms: [], words: ['web'] });
  });

  it.each(['image:nginx', '-label:"a b"', 'state:running'])('reads back what it writes: %s', (text) => {
    expect(parseQuery(text, fields).terms[0]?.text).toBe(text);
  });
});

describe('conditionsOf', () => {
  it('means a value that exists as it is, any other one as a part', () => {
    expect(found('image:nginx')).toEqual(['web']);
    expect(found('image:NGIN')).toEqual(['web', 'meter']);
    expect(found('image:nothing')).toEqual([]);
  });

  it('lets one of several values be enough, but wants every label', () => {
    expect(found('state:running state:exited')).toHaveLength(3);
    expect(found('label:env=prod label:tier')).toEqual(['web']);
  });

  it('leaves out what is excluded', () => {
    expect(found('-state:exited')).toEqual(['web', 'meter']);
    expect(found('-state:exited -image:nginx')).toEqual(['meter']);
    expect(found('label:env=prod -state:exited')).toEqual(['web']);
  });

  it('keeps apart what can be taken away alone', () => {
    const terms = parseQuery('state:running state:exited -image:nginx label:env label:tier', fields).terms;
    expect(conditionsOf(terms, fields, rows).map(({ texts }) => texts)).toEqual([
      ['-image:nginx'],
      ['state:running', 'state:exited'],
      ['label:env'],
      ['label:tier'],
    ]);
  });
});

describe('suggest', () => {
  const texts = (text: string) => suggest(text, fields, rows).map(({ term }) => term.text);
  it('offers the values of the field being written, commonest first', () => {
    expect(suggest('web state:', fields, rows)).toEqual([
      { term: makeTerm('state', 'running', false), count: 2 },
      { term: makeTerm('state', 'exited', false), count: 1 },
    ]);
    expect(texts('-state:ex')).toEqual(['-state:exited']);
    expect(texts('label:no')).toEqual(['label:note', 'label:"note=two words"']);
  });

  it('offers nothing for plain text or a word that has ended', () => {
    expect(texts('run')).toEqual([]);
    expect(texts('state:run ')).toEqual([]);
    expect(texts('port:8')).toEqual([]);
  });

  it('knows where the word begins', () => {
    expect(openTerm('web -label:"a b', fields)).toEqual({ field: 'label', not: true, value: 'a b', from: 4 });
  });
});
