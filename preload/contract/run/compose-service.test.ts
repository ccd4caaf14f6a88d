import { describe, expect, it } from 'vitest';
import { blankForm } from '../run-form';
import { composeFile, formFromCompose } from './compose-service';
import { parseDockerRun } from './parse-docker-run';

const there = (line: string) => parseDockerRun(`docker run ${line}`).form;
const service = (line: string) => Object.values(composeFile(there(line)).file.services)[0];

describe('a form as a Compose service', () => {
  it('has Compose’s own words', () => {
    expect(
      service(
        "--name web -p 8080:80 -e A='$x' -v data:/data:ro --restart unless-stopped -m 512m --cpus 1.5 --ulimit nofile=5:6 " +
          '--health-cmd "curl localhost" --health-interval 90s --stop-timeout 5 --log-driver local --log-opt max-size=1m ' +
          '--cap-add NET_ADMIN --memory-swap -1 nginx echo $',
      ),
    ).toEqual({
      image: 'nginx',
      container_name: 'web',
      command: ['echo', '$$'],
      ports: ['8080:80'],
      environment: { A: '$$x' },
      volumes: ['data:/data:ro'],
      restart: 'unless-stopped',
      mem_limit: '512m',
      memswap_limit: -1,
      cpus: 1.5,
      ulimits: { nofile: { soft: 5, hard: 6 } },
      healthcheck: { test: ['CMD-SHELL', 'curl localhost'], interval: '1m30s' },
      stop_grace_period: '5s',
      logging: { driver: 'local', options: { 'max-size': '1m' } },
      cap_add: ['NET_ADMIN'],
    });
  });

  it('uses the same volumes and networks as the line does', () => {
    expect(composeFile(there('-v data:/data --network shop --network-alias a x')).file).toMatchObject({
      services: { x: { networks: { shop: { aliases: ['a'] } } } },
      volumes: { data: { name: 'data' } },
      networks: { shop: { external: true } },
    });
  });

  it('names what Compose has no words for', () => {
    expect(composeFile(there('--rm -P --blkio-weight 10 x')).lost).toEqual([
      '--rm',
      '--publish-all',
      '--blkio-weight',
    ]);
  });

  it.each([
    '-it --name all -h box -p 127.0.0.1:8001-8003:81-83 -p 90/udp --expose 7000-7002 -e EMPTY= -e A=b nginx:1 sh -c "a b"',
    '-v anon:/a:ro,nocopy -v /b -v /tmp:/c --tmpfs /d --tmpfs /e:size=64m --mount type=bind,src=/tmp,dst=/f,readonly x',
    '--network shop --network-alias a --ip 10.0.0.2 --network back x',
    '--network host --restart on-failure:3 --privileged --read-only --init x',
    '--no-healthcheck --entrypoint "" --sysctl a=b --label c=d --device /dev/null:/dev/x:r --gpus all x',
    '--dns 1.1.1.1 --add-host db:10.0.0.1 --cap-drop ALL --user 1:1 --workdir /w --shm-size 1g --pids-limit 5 x',
  ])('comes back from Compose as it was: %s', (line) => {
    const { file, lost } = composeFile(there(line));
    expect(lost).toEqual([]);
    expect(formFromCompose(file)).toMatchObject({ form: there(line), problems: [] });
  });
});

describe('a Compose service as a form', () => {
  it('is read from the long forms', () => {
    expect(
      formFromCompose({
        services: {
          web: {
            image: 'nginx',
            command: 'nginx -g "daemon off;"',
            ports: [{ target: 80, published: '8080', host_ip: '127.0.0.1', protocol: 'udp' }, 443],
            environment: ['A=1', 'B=$$2'],
            labels: ['x=y'],
            healthcheck: { test: 'ok', interval: '5s', retries: 3 },
            restart: false,
            dns: '1.1.1.1',
          },
        },
      }),
    ).toEqual({
      service: 'web',
      problems: [],
      form: {
        ...blankForm('nginx'),
        command: ['nginx', '-g', 'daemon off;'],
        ports: [
          { hostPort: 8080, hostIp: '127.0.0.1', containerPort: 80, protocol: 'udp' },
          { containerPort: 443, protocol: 'tcp' },
        ],
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '$2' },
        ],
        labels: [{ name: 'x', value: 'y' }],
        health: { test: 'ok', interval: 5000, retries: 3 },
        dns: ['1.1.1.1'],
      },
    });
  });

  it('names what it cannot take over', () => {
    const file = {
      services: {
        a: { image: 'x', build: '.', env_file: '.env', ports: ['x:y'], mem_limit: 'lots', secrets: ['s'] },
        b: { image: 'y' },
      },
    };
    expect(formFromCompose(file)?.problems).toEqual([
      'build',
      'env_file',
      'ports: x:y',
      'mem_limit: "lots"',
      'secrets',
      'services.b',
    ]);
    expect(formFromCompose(file, 'b')?.form.image).toBe('y');
  });

  it.each([null, 'text', [], {}, { a: 1 }])('finds none in %j', (file) =>
    expect(formFromCompose(file)).toBeNull(),
  );
  it('takes a service alone', () => {
    expect(formFromCompose({ image: 'x' })?.form.image).toBe('x');
    expect(formFromCompose({ web: { image: 'x' } })).toMatchObject({ service: 'web', form: { image: 'x' } });
  });
});
