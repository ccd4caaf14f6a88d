import { expect, it } from 'vitest';
import { buildArgs } from './build-cli';
import { blankBuild } from './build-fields';

it('writes what docker build needs, and no secret', () => {
  expect(buildArgs(blankBuild('Dockerfile'), '/app').join(' ')).toBe('docker build /app');
  const line = buildArgs(
    {
      ...blankBuild('web.Dockerfile'),
      tags: ['me/app:1', 'me/app:latest'],
      args: [
        { name: 'VERSION', value: '2', secret: false },
        { name: 'TOKEN', value: 'canary', secret: true },
      ],
      target: 'build',
      platform: 'linux/arm64',
      noCache: true,
      pull: true,
      secrets: [{ id: 'npm-key', value: 'canary' }],
      ssh: true,
    },
    '/app/',
  ).join(' ');
  expect(line).toBe(
    'docker build -f /app/web.Dockerfile -t me/app:1 -t me/app:latest --build-arg VERSION=2 --build-arg TOKEN' +
      ' --target build --platform linux/arm64 --no-cache --pull --secret id=npm-key,env=npm_key --ssh default /app/',
  );
  expect(buildArgs({ ...blankBuild('Dockerfile'), builder: 'classic' }, '.').join(' ')).toBe(
    'env DOCKER_BUILDKIT=0 docker build .',
  );
});
