import { describe, expect, it } from 'vitest';
import { emptyFields } from './fields';
import { placeError } from './place-error';

const fields = { ...emptyFields('nginx'), ports: [{ id: 1, host: '18099', container: '80', auto: false }] };
const form = {
  image: 'nginx',
  name: 'web',
  ports: [],
  env: [],
  volumes: [],
  command: [],
  restart: 'no' as const,
  network: 'shop',
};
const place = (message: string) => placeError({ code: 'internal', message }, fields, form);

describe('the engine’s refusals', () => {
  it.each([
    'driver failed programming external connectivity on endpoint web (4f): Bind for 0.0.0.0:18099 failed: port is already allocated',
    'driver failed programming external connectivity on endpoint web (4f): Error starting userland proxy: listen tcp4 0.0.0.0:18099: bind: address already in use',
    'failed to set up container networking: driver failed programming external connectivity on endpoint web (4f): failed to bind host port for 0.0.0.0:18099:172.17.0.2:80/tcp: address already in use',
  ])('finds the port of: %s', (message) =>
    expect(place(message)).toEqual({
      field: 'host:1',
      problem: { code: 'port-taken', port: 18_099, container: null, process: null, next: null, more: [] },
    }),
  );

  it('finds name, image, network and limits', () => {
    expect(
      place(
        'Conflict. The container name "/web" is already in use by container "ab". You have to remove it.',
      ),
    ).toMatchObject({ field: 'name', problem: { code: 'name-taken', name: 'web' } });
    expect(place('No such image: nginx:latest')).toMatchObject({ field: 'image' });
    expect(place('network shop not found')).toMatchObject({ field: 'network' });
    expect(place('Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available')).toMatchObject({
      field: 'cpus',
    });
  });

  it('finds a command that the image does not have, where one was typed', () => {
    const message =
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown';
    expect(placeError({ code: 'invalid-input', message }, fields, { ...form, command: ['nosuch'] })).toEqual({
      field: 'command',
      problem: { code: 'command-unknown', program: 'nosuch' },
    });
    expect(place(message)).toBeNull();
  });

  it('leaves the rest to the notice', () => {
    expect(place('Bind for 0.0.0.0:1 failed: port is already allocated')).toBeNull();
    expect(place('OCI runtime create failed: exec: "x": executable file not found in $PATH')).toBeNull();
  });
});
