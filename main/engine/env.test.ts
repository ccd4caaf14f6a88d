import { describe, expect, it } from 'vitest';
import { takeDockerEnv } from './env';

describe('takeDockerEnv (pitfall 1.1 #10: DOCKER_HOST beats an explicit socket; DEBUG prints passwords)', () => {
  it('copies DOCKER_* and leaves neither them nor DEBUG behind', () => {
    const env: NodeJS.ProcessEnv = {
      DOCKER_HOST: 'tcp://127.0.0.1:1',
      DOCKER_CERT_PATH: '/nowhere',
      DEBUG: 'modem',
      HOME: '/home/a',
      PATH: '/bin',
    };
    const taken = takeDockerEnv(env);
    expect(taken.DOCKER_HOST).toBe('tcp://127.0.0.1:1');
    expect(taken.HOME).toBe('/home/a');
    expect(env).toEqual({ HOME: '/home/a', PATH: '/bin' });
  });
});
