import type { Builder } from '@contract/builds';
import { expect, it } from 'vitest';
import { buildArgs } from './build-cli';
import { blankBuild } from './build-fields';

it('writes what docker build needs, and no secret', () => {
  const first = (dockerfile: string, builder: Builder) =>
    buildArgs(blankBuild(dockerfile), '/app', builder).join(' ');
  expect(first('Dockerfile', 'buildx')).toBe('docker buildx build --load /app');
  expect(first('Dockerfile', 'buildkit')).toBe('env DOCKER_BUILDKIT=1 docker build /app');
  expect(first('Dockerfile', 'classic')).toBe('env DOCKER_BUILDKIT=0 docker build /app');
  expect(first('/other/Dockerfile', 'buildx')).toBe('docker buildx build --load -f /other/Dockerfile /app');
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
    'buildx',
  ).join(' ');
  expect(line).toBe(
    'docker buildx build --load -f /app/web.Dockerfile -t me/app:1 -t me/app:latest --build-arg VERSION=2 --build-arg TOKEN' +
      ' --target build --platform linux/arm64 --no-cache --pull --secret id=npm-key,env=npm_key --ssh default /app/',
  );
});
