import { describe, expect, it } from 'vitest';
import { parseImageRef, pullQuery } from './image-ref';

const digest = `sha256:${'0'.repeat(64)}`;

describe('image references (pitfall 1.7: parse them yourself)', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', 'nginx:latest', 'nginx', 'latest'],
    ['docker.io/library/nginx:1', 'docker.io', 'library/nginx', 'nginx:1', 'nginx', '1'],
    ['index.docker.io/me/app', 'docker.io', 'me/app', 'me/app:latest', 'me/app', 'latest'],
    ['localhost/app', 'localhost', 'app', 'localhost/app:latest', 'localhost/app', 'latest'],
    [
      'localhost:5000/library/nginx',
      'localhost:5000',
      'library/nginx',
      'localhost:5000/library/nginx:latest',
      'localhost:5000/library/nginx',
      'latest',
    ],
    ['ghcr.io/a/b/c:v1', 'ghcr.io', 'a/b/c', 'ghcr.io/a/b/c:v1', 'ghcr.io/a/b/c', 'v1'],
    [`nginx@${digest}`, 'docker.io', 'library/nginx', `nginx@${digest}`, 'nginx', digest],
    [`nginx:1@${digest}`, 'docker.io', 'library/nginx', `nginx:1@${digest}`, 'nginx', digest],
  ])('%s', (text, registry, repository, familiar, fromImage, tag) => {
    const ref = parseImageRef(text);
    expect(ref).toMatchObject({ registry, repository, familiar });
    expect(pullQuery(ref)).toEqual({ fromImage, tag });
  });

  it.each(['', 'Nginx', 'a b', '../x', 'nginx:', 'x?y=1', 'a'.repeat(600), '0'.repeat(64)])(
    'refuses %j',
    (text) => {
      expect(() => parseImageRef(text)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    },
  );
});
