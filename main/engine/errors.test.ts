import { LighterError } from '@contract/errors';
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose';
import { engineMessage, errorFromStatus, toLighterError } from './errors';

const system = (code: string) => Object.assign(new Error(`connect ${code} /x`), { code });

describe('errors from the engine’s status and words (pitfall 1.8)', () => {
  it.each([
    [409, 'Conflict. The container name "/x" is already in use by container "abc".', 'conflict'],
    [
      409,
      'You cannot remove a running container abc. Stop the container before attempting removal',
      'in-use',
    ],
    [
      409,
      'conflict: unable to remove repository reference "x" (must force) - container abc is using its referenced image def',
      'in-use',
    ],
    [409, 'remove v1: volume is in use - [abc]', 'in-use'],
    [409, 'Container abc is paused. Unpause the container before stopping or killing', 'conflict'],
    [404, 'No such image: x:1', 'not-found'],
    [400, 'Invalid filter', 'invalid-input'],
    [403, 'forbidden by a proxy', 'permission'],
    [501, 'not here', 'unsupported'],
    [301, 'moved', 'unsupported'],
    [500, 'boom', 'internal'],
    [500, 'Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host', 'registry'],
    [404, 'pull access denied for x, repository does not exist or may require docker login', 'registry'],
    [503, 'engine is starting', 'engine-unreachable'],
  ])('%i %s', (status, message, code) => {
    expect(errorFromStatus(status, message)).toMatchObject({ code, message, status });
  });

  it('takes the message out of JSON and lets plain text be', () => {
    expect(engineMessage('{"message":"No such container: x"}', 404)).toBe('No such container: x');
    expect(engineMessage('page not found\n', 404)).toBe('page not found');
    expect(engineMessage('', 502)).toBe('HTTP 502');
    expect(engineMessage('{"message":7}', 500)).toBe('{"message":7}');
  });

  it.each([
    ['EACCES', 'permission'],
    ['ECONNREFUSED', 'engine-unreachable'],
    ['ENOENT', 'engine-unreachable'],
    ['ECONNRESET', 'engine-unreachable'],
    ['CERT_HAS_EXPIRED', 'engine-unreachable'],
    ['EISDIR', 'internal'],
  ])('maps %s', (code, expected) => {
    expect(toLighterError(system(code)).code).toBe(expected);
  });

  it('looks into the errors of a dual-stack connect', () => {
    expect(toLighterError(new AggregateError([system('ECONNREFUSED')])).code).toBe('engine-unreachable');
  });
});

describe('what a failed attempt says about the engine (pitfall 1.2: tell the ways apart)', () => {
  it.each([
    ['ENOENT', false, 'missing', 'no-socket'],
    ['ENOENT', true, 'stopped', 'no-socket'],
    ['ECONNREFUSED', false, 'stopped', 'connection-refused'],
    ['EACCES', false, 'stopped', 'permission-denied'],
    ['EAGAIN', false, 'unresponsive', 'no-answer'],
    ['ENOTFOUND', false, 'stopped', 'no-answer'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'unresponsive', 'tls-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'unresponsive', 'tls-untrusted'],
    ['CERT_HAS_EXPIRED', false, 'unresponsive', 'tls-untrusted'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', false, 'unresponsive', 'tls-client'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', false, 'unresponsive', 'tls-client'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', false, 'unresponsive', 'tls-client'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'unresponsive', 'tls'],
  ])('%s (ran before: %s)', (code, ranBefore, state, reason) => {
    expect(diagnose(system(code), ranBefore)).toMatchObject({ state, reason: { code: reason } });
  });

  it('tells silence from nonsense', () => {
    const error = (code: 'timeout' | 'internal', status?: number) =>
      new LighterError({ code, message: 'x', status });
    expect(diagnose(error('timeout'), false).reason.code).toBe('no-answer');
    expect(diagnose(error('internal', 500), false).reason.code).toBe('bad-answer');
  });
});
