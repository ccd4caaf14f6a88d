import { parseDockerRun } from '@contract/run/parse-docker-run';
import { expect, it } from 'vitest';
import { fromCompose, toCompose } from './compose';
import { readPasted } from './paste-text';

it('writes YAML that reads the same', () => {
  const { form } = parseDockerRun(
    "docker run --name web -p 8080:80 -e 'A=yes: \"no\"' -e N=1 --restart no -m 1g --label a=on nginx sh -c 'echo $HOME'",
  );
  const { text } = toCompose(form);
  expect(text).toContain('services:\n  web:\n    image: nginx\n');
  expect(fromCompose(text)).toMatchObject({ form, problems: [] });
});

it.each(['', 'hello', ': :', 'a: [', '- x'])('finds nothing in %j', (text) =>
  expect(fromCompose(text)).toBeNull(),
);

it('tells a line from a service', async () => {
  expect(await readPasted('docker run nginx', {})).toMatchObject({ kind: 'line', form: { image: 'nginx' } });
  const service = 'services:\n  web:\n    image: docker:dind\n    command: docker run x\n';
  expect(await readPasted(service, {})).toMatchObject({
    kind: 'compose',
    form: { image: 'docker:dind', command: ['docker', 'run', 'x'] },
  });
  expect(await readPasted('hello', {})).toMatchObject({ form: null });
});
