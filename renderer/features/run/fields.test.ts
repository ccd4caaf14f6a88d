import { describe, expect, it } from 'vitest';
import { emptyFields, type FieldsAction, type RunFields, reduceFields } from './fields';

const from = (start: RunFields, ...actions: FieldsAction[]) => actions.reduce(reduceFields, start);
const fill = (imageId: string, ...ports: number[]): FieldsAction => ({
  kind: 'fill',
  imageId,
  ports: ports.map((containerPort) => ({ containerPort, protocol: 'tcp' as const })),
});
const shown = (fields: RunFields) => fields.ports.map((row) => `${row.host}:${row.container}`);

describe('ports from the image', () => {
  it('takes the place of the blank row, on the same numbers', () => {
    const fields = from(emptyFields('nginx'), {
      kind: 'fill',
      imageId: 'a',
      ports: [
        { containerPort: 80, protocol: 'tcp' },
        { containerPort: 53, protocol: 'udp' },
      ],
    });
    expect(shown(fields)).toEqual(['80:80', '53:53/udp']);
  });

  it('goes with the image when it was not touched, and stays when it was', () => {
    const first = from(emptyFields(), fill('a', 80, 443));
    const touched = first.ports[1]?.id ?? 0;
    const second = from(first, { kind: 'port', id: touched, change: { host: '8443' } }, fill('b', 5432));
    expect(shown(second)).toEqual(['8443:443', '5432:5432']);
  });

  it('does not come back after the user removed it', () => {
    const first = from(emptyFields(), fill('a', 80));
    const removed = from(
      first,
      { kind: 'remove', list: 'ports', id: first.ports[0]?.id ?? 0 },
      fill('a', 80),
    );
    expect(shown(removed)).toEqual([':']);
  });

  it('is not offered for a container port that is there already', () => {
    const typed = from(emptyFields(), {
      kind: 'port',
      id: 1,
      change: { host: '9000', container: '80/tcp' },
    });
    expect(shown(from(typed, fill('a', 80)))).toEqual(['9000:80/tcp']);
  });

  it('belongs to a host port that was typed before the image was known', () => {
    const typed = from(emptyFields(), { kind: 'port', id: 1, change: { host: '9000' } });
    const filled = from(typed, fill('a', 80, 443));
    expect(shown(filled)).toEqual(['9000:80', '443:443']);
    expect(filled.ports[0]).toMatchObject({ id: 1, auto: false });
  });

  it('does not take the row away from under somebody about to type', () => {
    expect(from(emptyFields(), fill('a', 80, 443)).ports[0]?.id).toBe(emptyFields().ports[0]?.id);
  });

  it('leaves a blank row for an image without ports', () => {
    const start = emptyFields();
    expect(shown(from(start, fill('a')))).toEqual([':']);
    // The same row: what is being typed into it must not be lost with it.
    expect(from(start, fill('a')).ports[0]?.id).toBe(start.ports[0]?.id);
  });
});

describe('rows', () => {
  it.each(['ports', 'env', 'volumes'] as const)('%s always has one to type in', (list) => {
    const added = from(emptyFields(), { kind: 'add', list });
    expect(added[list]).toHaveLength(2);
    const emptied = added[list].reduce((fields, { id }) => from(fields, { kind: 'remove', list, id }), added);
    expect(emptied[list]).toHaveLength(1);
    expect(added[list].map((row) => row.id)).not.toContain(emptied[list][0]?.id);
  });

  it('changes only the row meant', () => {
    const fields = from(
      emptyFields(),
      { kind: 'add', list: 'volumes' },
      { kind: 'volume', id: 4, change: { source: 'data' } },
    );
    expect(fields.volumes.map((row) => row.source)).toEqual(['', 'data']);
  });
});

describe('pasting variables', () => {
  it('replaces the row pasted into, and older rows of the same name', () => {
    const before = from(
      emptyFields(),
      { kind: 'variable', id: 2, change: { name: 'TZ', value: 'UTC' } },
      { kind: 'add', list: 'env' },
    );
    const fields = from(before, {
      kind: 'paste',
      id: 4,
      variables: [
        { name: 'TZ', value: 'Asia/Seoul' },
        { name: 'A', value: '1' },
      ],
    });
    expect(fields.env.map((row) => `${row.name}=${row.value}`)).toEqual(['TZ=Asia/Seoul', 'A=1']);
  });
});
