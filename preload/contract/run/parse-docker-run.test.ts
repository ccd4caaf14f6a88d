import { describe, expect, it } from 'vitest';
import { blankForm } from '../run-form';
import { parseDockerRun } from './parse-docker-run';

const read = (line: string) => parseDockerRun(line).form;
const problems = (line: string) => parseDockerRun(line).problems;

describe('a pasted line', () => {
  it('becomes a form', () => {
    expect(
      parseDockerRun(
        'sudo docker container run -itd --name=web -p80:80 -e A=b=c -v data:/data:ro -m 512m --cpus=1.5 ' +
          '--restart on-failure:3 --network shop --network-alias api nginx:1.27 nginx -g "daemon off;"',
      ),
    ).toEqual({
      form: {
        ...blankForm('nginx:1.27'),
        stdin: true,
        tty: true,
        name: 'web',
        ports: [{ hostPort: 80, containerPort: 80, protocol: 'tcp' }],
        env: [{ name: 'A', value: 'b=c' }],
        volumes: [{ source: 'data', target: '/data', readOnly: true }],
        memory: 536_870_912,
        cpus: 1.5,
        restart: 'on-failure',
        restartRetries: 3,
        networks: [{ name: 'shop', aliases: ['api'] }],
        command: ['nginx', '-g', 'daemon off;'],
      },
      start: true,
      problems: [],
    });
  });

  it.each([
    ['docker create -e A=1 x', false],
    ['docker --context other run x', true],
    ['podman run x', true],
    ['DOCKER_HOST=x docker run x', true],
  ])('is found in %s', (line, start) => {
    expect(parseDockerRun(line)).toMatchObject({ start, problems: [], form: { image: 'x' } });
  });

  it.each(['', 'docker ps', 'hello', 'docker compose run x'])('is not %j', (line) =>
    expect(problems(line)).toEqual([{ code: 'not-docker-run' }]),
  );

  it('keeps everything behind the image as it is', () => {
    expect(read('docker run x -p 80:80 --rm')).toMatchObject({ ports: [], command: ['-p', '80:80', '--rm'] });
  });

  it('takes flags with an equals sign, and letters together', () => {
    expect(read('docker run -t=false -dp 80:80 --init=false --read-only=true x')).toMatchObject({
      ports: [{ hostPort: 80 }],
      init: false,
      readOnlyRoot: true,
    });
    expect(read('docker run -t=false x')).not.toHaveProperty('tty');
  });
});

describe('what cannot be taken over', () => {
  it('is named at once, and the rest is read', () => {
    const line =
      'docker run --foo --bar baz -z --env-file ./env -p 80:x -e HOME --cpu-count 2 --pull always ' +
      '-v $PWD:/src --rm --restart always nginx && docker ps';
    expect(problems(line)).toEqual([
      { code: 'needs-value', placeholder: '$PWD' },
      { code: 'more-commands', text: '&& docker ps' },
      { code: 'unknown-flag', flag: '--foo' },
      { code: 'unknown-flag', flag: '--bar' },
      { code: 'unknown-flag', flag: '-z' },
      { code: 'needs-file', flag: '--env-file', path: './env' },
      { code: 'invalid-value', flag: '--publish', value: '80:x' },
      { code: 'needs-value', placeholder: '$HOME' },
      { code: 'not-held', flag: '--cpu-count' },
      { code: 'no-effect', flag: '--pull' },
      { code: 'conflict', flags: ['--rm', '--restart'] },
    ]);
    expect(read(line)).toMatchObject({ image: 'nginx', volumes: [{ source: '$PWD', target: '/src' }] });
  });

  it('is filled in with the values given', () => {
    const { form, problems: left } = parseDockerRun('docker run -v $PWD:/src -e TOKEN x', {
      $PWD: '/srv/me',
      $TOKEN: 'abc',
    });
    expect(left).toEqual([]);
    expect(form).toMatchObject({
      volumes: [{ source: '/srv/me', target: '/src' }],
      env: [{ name: 'TOKEN', value: 'abc' }],
    });
  });

  it.each([
    ['docker run', { code: 'no-image' }],
    ['docker run --name', { code: 'missing-value', flag: '--name' }],
    ['docker run Nginx', { code: 'invalid-value', flag: 'IMAGE', value: 'Nginx' }],
    ['docker run -m lots x', { code: 'invalid-value', flag: '--memory', value: 'lots' }],
    ['docker run --name "a b" x', { code: 'invalid-value', flag: 'name', value: 'a b' }],
    [
      'docker run --mount type=bind,dst=/x x',
      { code: 'invalid-value', flag: '--mount', value: 'type=bind,dst=/x' },
    ],
    ['docker run -e "A x', { code: 'open-quote' }],
  ])('in %s', (line, problem) => expect(problems(line)).toContainEqual(problem));

  it('never leaves a form that main would refuse', () => {
    const { form } = parseDockerRun('docker run --name "a b" --network "x y" --memory-swappiness 500 x');
    expect(form).toEqual({ ...blankForm('x'), networks: [] });
  });
});
