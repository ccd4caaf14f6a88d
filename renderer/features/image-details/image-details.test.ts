import { describe, expect, it } from 'vitest';
import { instruction } from './instruction';
import { readInspect } from './read-inspect';

describe('the instruction behind a layer', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["nginx" "-g" "daemon off;"]', 'CMD ["nginx" "-g" "daemon off;"]'],
    ['/bin/sh -c apt-get update     && rm -rf /var', 'RUN apt-get update && rm -rf /var'],
    ['RUN /bin/sh -c set -x; echo hi # buildkit', 'RUN set -x; echo hi'],
    ['RUN |1 V=2 /bin/sh -c make # buildkit', 'RUN make'],
    ['|2 A=1 B=x /bin/sh -c make install', 'RUN make install'],
    ['RUN /bin/bash -o pipefail -c curl x | sh # buildkit', 'RUN curl x | sh'],
    ['COPY a b # buildkit', 'COPY a b'],
    ['ENV NGINX_VERSION=1.27', 'ENV NGINX_VERSION=1.27'],
    ['/bin/sh -c #(nop) ADD file:4b2d1b5c6f3e4b2d1b5c6f3e in / ', 'ADD file:4b2d1b5c6f3e in /'],
    ['', ''],
  ])('%s', (createdBy, expected) => expect(instruction(createdBy)).toBe(expected));
});

describe('reading an inspection', () => {
  it('takes what there is', () => {
    const facts = readInspect({
      Os: 'linux',
      Architecture: 'arm64',
      Variant: 'v8',
      Config: {
        Env: ['PATH=/bin', 'URL=a=b', 'ODD'],
        Cmd: ['nginx'],
        Entrypoint: null,
        ExposedPorts: { '80/tcp': {} },
        Volumes: { '/data': {} },
        Labels: { b: '2', a: '1' },
        Healthcheck: { Test: ['CMD', 'true'] },
      },
    });
    expect(facts).toMatchObject({
      platform: 'linux/arm64/v8',
      command: ['nginx'],
      entrypoint: [],
      ports: ['80/tcp'],
      volumes: ['/data'],
      healthcheck: ['CMD', 'true'],
    });
    expect(facts.env).toEqual([
      { name: 'PATH', value: '/bin' },
      { name: 'URL', value: 'a=b' },
      { name: 'ODD', value: '' },
    ]);
    expect(facts.labels.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it.each([null, undefined, 'text', [], { Config: null }, { Config: { Env: 'x', Labels: [1] } }])(
    'survives %j',
    (answer) => expect(readInspect(answer)).toMatchObject({ platform: '', env: [], ports: [] }),
  );
});
