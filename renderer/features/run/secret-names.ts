import type { RunForm } from '@contract/run-form';

/** `POSTGRES_PASSWORD`, `API_KEY`, `AUTH_TOKEN`; not `…_FILE`, which names a path. */
export const isSecretName = (name: string) =>
  /pass(?:word|wd|phrase)?|secret|token|credential|private|(?:api|access|auth|encryption|signing|master)_?key|(?:^|_)(?:pw|pwd|key|auth)$/i.test(
    name,
  ) && !/_FILE$/i.test(name);

/** The form with the values of secret-looking variables emptied, and which these were. */
export function withoutSecrets(form: RunForm): { form: RunForm; withheld: string[] } {
  const withheld = form.env.filter(({ name, value }) => isSecretName(name) && value).map(({ name }) => name);
  return {
    form: {
      ...form,
      env: form.env.map((one) => (withheld.includes(one.name) ? { ...one, value: '' } : one)),
    },
    withheld,
  };
}
