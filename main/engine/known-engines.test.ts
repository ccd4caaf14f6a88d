import type { EngineForm } from '@contract/engines';
import { describe, expect, it } from 'vitest';
import { readKnown, toAdded } from './known-engines';

const form = (more: Partial<EngineForm>): EngineForm => ({
  name: '',
  url: 'ssh://me@build.example',
  tls: null,
  acceptPlain: false,
  ...more,
});
const tls = { ca: '/c/ca.pem', cert: '/c/cert.pem', key: '/c/key.pem' };

describe('engines kept in the profile', () => {
  it('are read one by one: a broken one does not take the others along', () => {
    const good = { id: 'a', name: 'build', url: 'ssh://build', tls: null };
    const stored = {
      chosen: 'added:a',
      added: [good, { id: 'b' }, { ...good, tls: { ...tls, ca: 'relative' } }],
    };
    expect(readKnown(stored)).toEqual({ chosen: 'added:a', added: [good] });
  });

  it.each([null, 'text', [], { added: 1, chosen: 2 }])('are none in %j', (stored) => {
    expect(readKnown(stored)).toEqual({ chosen: null, added: [] });
  });
});

describe('adding an engine', () => {
  it('takes ssh, named by its host', () => {
    expect(toAdded(form({}), null)).toMatchObject({
      name: 'build.example',
      url: 'ssh://me@build.example',
      tls: null,
    });
  });

  it('takes tcp with TLS, keeping only where the files are', () => {
    expect(toAdded(form({ url: 'tcp://build.example', name: 'farm' }), tls)).toMatchObject({
      name: 'farm',
      url: 'tcp://build.example:2376',
      tls,
    });
  });

  it('takes bare tcp only where somebody has agreed to it', () => {
    expect(() => toAdded(form({ url: 'tcp://build.example:2375' }), null)).toThrow(/TLS/);
    const agreed = form({ url: 'tcp://build.example:2375', acceptPlain: true });
    expect(toAdded(agreed, null)).toMatchObject({ url: 'tcp://build.example:2375', tls: null });
  });

  it.each([
    ['unix:///var/run/docker.sock', null],
    ['npipe:////./pipe/x', null],
    ['ftp://x', null],
    ['tcp://me:pw@host', tls],
    ['ssh://-oProxyCommand=x', null],
    ['ssh://host', tls],
    ['tcp://host', { ...tls, key: null }],
  ])('refuses %s', (url, files) => {
    expect(() => toAdded(form({ url, acceptPlain: true }), files)).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});
