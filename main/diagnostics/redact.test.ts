import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact';

const canary = 'hunter2-canary';
const written = (value: unknown) => JSON.stringify(redact(value));

describe('log redaction', () => {
  it.each([
    ['a secret key', { password: canary }],
    ['a nested token', { a: { identitytoken: canary } }],
    ['an environment list', { Env: [`DB=${canary}`, `X=${canary}`] }],
    ['an environment form', { form: { env: [{ name: 'DB', value: canary }] } }],
    ['a registry header', { headers: { 'X-Registry-Auth': canary } }],
    ['an error with a URL', new Error(`cannot reach tcp://me:${canary}@host:2376`)],
    ['a list of texts', [`Authorization: Bearer ${canary}`]],
  ])('hides %s', (_, value) => {
    expect(written(value)).not.toContain(canary);
  });

  it.each([
    `tcp://user:${canary}@host:2376/x`,
    `Authorization: Basic ${canary}`,
    `docker build --build-arg TOKEN=${canary} .`,
    `docker run -e DB=${canary} nginx`,
    `docker run --env 'DB=${canary} x' nginx`,
    `POST /create?PASSWORD=${canary}&x=1`,
    `{"password":"${canary}"}`,
  ])('hides the secret of %s', (text) => {
    expect(redactText(text)).not.toContain(canary);
  });

  it('leaves ordinary text as it is', () => {
    expect(redactText('connected to unix:///var/run/docker.sock in 12 ms')).toBe(
      'connected to unix:///var/run/docker.sock in 12 ms',
    );
  });
});
