import { expect, it } from 'vitest';
import { badTag, blankBuild, toFields, toForm } from './build-fields';

it('goes from fields to a form and back', () => {
  const form = {
    ...blankBuild('Dockerfile'),
    tags: ['a:1', 'b'],
    args: [{ name: 'A', value: '1', secret: false }],
    secrets: [{ id: 's', value: 'x' }],
  };
  expect(toForm(toFields(form))).toEqual(form);
});

it('leaves rows without a name out, and counts a tag once', () => {
  const fields = toFields(blankBuild('Dockerfile'));
  fields.args.push({ key: 1, name: ' ', value: 'x', secret: false });
  fields.secrets.push({ key: 2, id: '', value: 'x' });
  expect(toForm({ ...fields, tags: ' a, a  b' })).toMatchObject({ tags: ['a', 'b'], args: [], secrets: [] });
});

it.each([
  ['me/app:1.0 host:5000/x', null],
  ['', null],
  ['ok Bad/Name', 'Bad/Name'],
  ['a:', 'a:'],
  ['-x', '-x'],
])('finds in %j the name that cannot be: %j', (text, bad) => expect(badTag(text)).toBe(bad));
