import { printExposed, printHostPart } from '@contract/run/ports';
import { printBytes, printCpus } from '@contract/run/quantities';
import type { RunForm } from '@contract/run-form';
import { shellLine } from '../../lib/shell-quote';
import { emptyFields, type RunFields } from './fields';
import { moreOptions } from './more-options';

/** A form as the user would have typed it. Pure. */
export function fieldsFromForm(form: RunForm): RunFields {
  const empty = emptyFields(form.image);
  let nextId = empty.nextId;
  const rows = <T extends { id: number }>(list: readonly Omit<T, 'id'>[], blank: T[]): T[] =>
    list.length === 0 ? blank : list.map((row) => ({ id: nextId++, ...row }) as T);
  const network = form.networks?.[0]?.name ?? '';
  return {
    ...empty,
    name: form.name ?? '',
    command: shellLine(form.command),
    restart: form.restart,
    network: network === 'default' ? '' : network,
    memory: form.memory ? printBytes(form.memory) : '',
    cpus: form.cpus ? printCpus(form.cpus) : '',
    ports: rows(
      form.ports.map((port) => ({
        host: printHostPart(port),
        container: printExposed({
          port: port.containerPort,
          portEnd: port.containerPortEnd,
          protocol: port.protocol,
        }),
        auto: false,
      })),
      empty.ports,
    ),
    env: rows(
      form.env.map(({ name, value }) => ({ name, value: value ?? '', isRemoved: value === null })),
      empty.env,
    ),
    volumes: rows(
      form.volumes.map(({ source = '', target, readOnly, options = [] }) => ({
        source,
        target,
        readOnly,
        options: options.join(','),
      })),
      empty.volumes,
    ),
    more: Object.fromEntries(
      moreOptions.flatMap((option) => {
        const text = option.write(form);
        return text === '' ? [] : [[option.key, text]];
      }),
    ),
    nextId,
    readyFor: form.image.trim(),
  };
}
