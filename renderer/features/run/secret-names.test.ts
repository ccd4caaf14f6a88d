import { blankForm } from '@contract/run-form';
import { expect, it } from 'vitest';
import { isSecretName, withoutSecrets } from './secret-names';

it.each(['POSTGRES_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'API_KEY', 'GITHUB_TOKEN', 'MINIO_SECRET', 'DB_PWD'])(
  'takes %s for a secret',
  (name) => expect(isSecretName(name)).toBe(true),
);
it.each(['PATH', 'TZ', 'MYSQL_ROOT_PASSWORD_FILE', 'KEYBOARD', 'MONKEY', 'AUTHOR'])('not %s', (name) =>
  expect(isSecretName(name)).toBe(false),
);

it('empties values and says whose', () => {
  const env = [
    { name: 'TZ', value: 'UTC' },
    { name: 'DB_PASSWORD', value: 'hunter2' },
    { name: 'EMPTY_TOKEN', value: '' },
  ];
  const { form, withheld } = withoutSecrets({ ...blankForm('x'), env });
  expect(withheld).toEqual(['DB_PASSWORD']);
  expect(JSON.stringify(form)).not.toContain('hunter2');
});
