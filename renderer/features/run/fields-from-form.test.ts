import { parseDockerRun } from '@contract/run/parse-docker-run';
import { blankForm } from '@contract/run-form';
import { describe, expect, it } from 'vitest';
import { officialLines, thoroughLines } from '../../../e2e/fixtures/run-lines';
import { checkFields } from './check';
import { reduceFields } from './fields';
import { fieldsFromForm } from './fields-from-form';

const context = { containers: [], networks: null, probes: new Map(), isImageInvalid: false };
const values = { $PWD: '/srv', '$(pwd)': '/srv', $GITLAB_HOME: '/srv' };

describe('a form given to the fields', () => {
  it.each([...officialLines, ...thoroughLines])('comes out as it went in: %s', (line) => {
    const { form } = parseDockerRun(line, { ...values, '${PWD}': '/srv' });
    const { form: back, problems } = checkFields(fieldsFromForm(form), context);
    expect([...problems]).toEqual([]);
    expect(JSON.parse(JSON.stringify(back))).toEqual(form);
  });

  it('is not given the ports of its image', () => {
    const fields = fieldsFromForm(blankForm('nginx'));
    const fill = {
      kind: 'fill' as const,
      imageId: 'sha256:1',
      ports: [{ containerPort: 80, protocol: 'tcp' as const }],
    };
    expect(reduceFields(fields, fill).ports).toMatchObject([{ container: '' }]);
    const other = reduceFields(fields, { kind: 'set', field: 'image', value: 'httpd' });
    expect(reduceFields(other, fill).ports).toMatchObject([{ container: '80' }]);
  });

  it('keeps that a variable of the image is taken away, until a value is typed', () => {
    const fields = fieldsFromForm({ ...blankForm('x'), env: [{ name: 'A', value: null }] });
    expect(checkFields(fields, context).form.env).toEqual([{ name: 'A', value: null }]);
    const id = fields.env[0]?.id ?? 0;
    const typed = reduceFields(fields, { kind: 'variable', id, change: { value: 'b' } });
    expect(checkFields(typed, context).form.env).toEqual([{ name: 'A', value: 'b' }]);
  });
});

describe('the options with one field each', () => {
  const problems = (line: string, more: Record<string, string> = {}) => {
    const fields = fieldsFromForm(parseDockerRun(`docker run ${line} x`).form);
    return Object.fromEntries(
      [...checkFields({ ...fields, more: { ...fields.more, ...more } }, context).problems].map(
        ([field, { code }]) => [field, code],
      ),
    );
  };

  it.each<[string, string, Record<string, string>, string]>([
    ['an unreadable text', '', { ulimits: 'nofile' }, 'option-invalid'],
    ['a number out of range', '', { memorySwappiness: '101' }, 'option-invalid'],
    ['a length of time', '', { healthInterval: '5' }, 'option-invalid'],
    ['a restart after removal', '--restart always', { autoRemove: 'on' }, 'remove-and-restart'],
    ['retries of another policy', '--restart always', { restartRetries: '3' }, 'retries-without-policy'],
    ['an address on the default network', '', { ip: '10.0.0.1' }, 'needs-own-network'],
    ['less swap than memory', '-m 64m', { memorySwap: '32m' }, 'swap-below-memory'],
    ['the path of a profile', '', { securityOptions: 'seccomp=./profile.json' }, 'profile-file'],
    ['a check beside none', '--health-cmd x', { noHealthcheck: 'on' }, 'health-off'],
  ])('refuse %s', (_what, line, more, code) => {
    const [key] = Object.keys(more);
    expect(problems(line, more)).toEqual({ [key ?? '']: code });
  });

  it('accept what is right', () => {
    expect(
      problems('--network shop -m 64m --restart on-failure', {
        ip: '10.0.0.1',
        memorySwap: '-1',
        restartRetries: '3',
        securityOptions: 'seccomp=unconfined\nno-new-privileges',
        labels: 'a\nb=c=d',
      }),
    ).toEqual({});
  });
});
