import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { json, startTestEngine, type TestEngine, type TestRequest } from '../cache/testing/test-engine';
import type { Registries } from './connect';
import { registryHandlers } from './handlers';
import type { Logins } from './logins';

let engine: TestEngine;
let answer: (request: TestRequest, response: ServerResponse) => void;
const keep = vi.fn<Logins['keep']>(async () => ({ keptBy: 'session', helper: null }));
const header = vi.fn<Logins['header']>(async () => null);

beforeEach(async () => {
  vi.clearAllMocks();
  engine = await startTestEngine((request, response) => answer(request, response));
  engine.connect();
});
afterEach(() => engine.dispose());

const handlers = () =>
  registryHandlers({
    connection: engine.connection,
    logins: { keep, header } as Partial<Logins> as Logins,
    registries: { api: { tags: vi.fn() }, canReach: () => false } as unknown as Registries,
  });
const logIn = (server = 'Registry.Example:5000') =>
  handlers()['registries.login']({ epoch: 1, server, user: 'me', secret: 'pass' });

describe('a login', () => {
  it('is checked by the engine, then kept under the registry’s one name', async () => {
    answer = (_request, response) => json(response, { Status: 'Login Succeeded', IdentityToken: '' });
    await logIn();
    expect(keep).toHaveBeenCalledWith('registry.example:5000', {
      user: 'me',
      secret: 'pass',
      isIdentityToken: false,
    });
  });

  it('keeps the token that the registry gives, instead of the password', async () => {
    answer = (_request, response) => json(response, { Status: 'Login Succeeded', IdentityToken: 'token' });
    await logIn('docker.io');
    expect(keep).toHaveBeenCalledWith('docker.io', { user: 'me', secret: 'token', isIdentityToken: true });
  });

  it.each([401, 500])('that the registry refuses (%i) is kept nowhere', async (status) => {
    answer = (_request, response) => json(response, { message: 'unauthorized: incorrect' }, status);
    await expect(logIn()).rejects.toMatchObject({ code: 'registry', message: 'unauthorized: incorrect' });
    expect(keep).not.toHaveBeenCalled();
  });
});

describe('the search', () => {
  it('is the engine’s, with the login to the Hub and no other', async () => {
    header.mockResolvedValueOnce('login');
    answer = (_request, response) =>
      json(response, [{ name: 'nginx', description: null, star_count: 9, is_official: true }, {}]);
    expect(await handlers()['registries.search']({ term: 'nginx' })).toEqual([
      { name: 'nginx', description: '', stars: 9, official: true },
      { name: '', description: '', stars: 0, official: false },
    ]);
    expect(header).toHaveBeenCalledWith('docker.io');
    expect(engine.requests[0]?.raw.headers['x-registry-auth']).toBe('login');
    expect(engine.requests[0]?.query.get('term')).toBe('nginx');
  });

  it('takes what is in its way for the registry’s refusal', async () => {
    answer = (_request, response) => json(response, { message: 'Unexpected status code 429' }, 500);
    await expect(handlers()['registries.search']({ term: 'x' })).rejects.toMatchObject({ code: 'registry' });
  });
});

it('what only the engine’s machine can reach is said to be out of reach', async () => {
  const tags = async () => handlers()['registries.tags']({ name: 'localhost:5000/app' });
  await expect(tags()).rejects.toMatchObject({ code: 'unsupported' });
});
