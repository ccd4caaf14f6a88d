import { NativeSelect, TextInput } from '@mantine/core';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { shellLine } from '../../lib/shell-quote';
import { useTable } from '../../store/mirror';
import type { FieldsAction, Restart, RunFields } from './fields';
import { MoreSection } from './more-section';
import { ProblemLine } from './problem-line';
import type { Problems } from './problems';
import { Section } from './row-parts';
import classes from './run.module.css';
import type { ImageLookup } from './use-image';

interface MoreFieldsProps {
  fields: RunFields;
  problems: Problems;
  lookup: ImageLookup;
  dispatch: Dispatch<FieldsAction>;
}

const policies: readonly Restart[] = ['no', 'on-failure', 'unless-stopped', 'always'];

/** Command and restart policy, network, limits, and the sections that have nothing but further options. */
export function MoreFields({ fields, problems, lookup, dispatch }: MoreFieldsProps) {
  const { t } = useTranslation();
  const networks = [...useTable('networks').values()].map(({ name }) => name).sort();
  // A pasted line may name one that is not there, or another container's.
  const others = [...new Set([...networks, fields.network])].filter((name) => name && name !== 'bridge');
  const set =
    (field: 'command' | 'network' | 'memory' | 'cpus') => (event: { currentTarget: { value: string } }) =>
      dispatch({ kind: 'set', field, value: event.currentTarget.value });
  const more = { fields, problems, dispatch };
  const defaults = lookup.kind === 'local' ? lookup.defaults : null;
  const own = defaults ? shellLine([...defaults.entrypoint, ...defaults.command]) : '';

  return (
    <>
      <Section id="command">
        <div className={classes.twoColumns}>
          <NativeSelect
            label={t('run:restart')}
            value={fields.restart}
            onChange={(event) => dispatch({ kind: 'restart', value: event.currentTarget.value as Restart })}
            data={policies.map((value) => ({ value, label: t(`run:policy.${value}`) }))}
          />
          <div>
            <TextInput
              label={t('run:command')}
              data-field="command"
              placeholder={own ? t('run:imagesOwn', { command: own }) : t('run:imagesOwnUnknown')}
              value={fields.command}
              onChange={set('command')}
              error={problems.has('command')}
              aria-describedby={problems.has('command') ? 'run-command' : undefined}
              classNames={{ input: classes.mono }}
              spellCheck={false}
              autoComplete="off"
            />
            <ProblemLine id="run-command" problem={problems.get('command')} />
          </div>
        </div>
        <MoreSection section="command" {...more} />
      </Section>
      <Section id="network">
        <div className={classes.twoColumns}>
          <div>
            <NativeSelect
              label={t('run:network')}
              data-field="network"
              value={fields.network}
              onChange={set('network')}
              error={problems.has('network')}
              aria-describedby={problems.has('network') ? 'run-network' : undefined}
              data={[
                { value: '', label: t('run:defaultNetwork') },
                ...others.map((name) => ({ value: name, label: name })),
              ]}
            />
            <ProblemLine id="run-network" problem={problems.get('network')} />
          </div>
        </div>
        <MoreSection section="network" {...more} />
      </Section>
      <Section id="limits">
        <div className={classes.halves}>
          <div>
            <TextInput
              label={t('run:memory')}
              data-field="memory"
              placeholder={t('run:memoryExample')}
              value={fields.memory}
              onChange={set('memory')}
              error={problems.has('memory')}
              aria-describedby={problems.has('memory') ? 'run-memory' : undefined}
              autoComplete="off"
            />
            <ProblemLine id="run-memory" problem={problems.get('memory')} />
          </div>
          <div>
            <TextInput
              label={t('run:cpus')}
              data-field="cpus"
              placeholder={t('run:cpusExample')}
              value={fields.cpus}
              onChange={set('cpus')}
              error={problems.has('cpus')}
              aria-describedby={problems.has('cpus') ? 'run-cpus' : undefined}
              autoComplete="off"
            />
            <ProblemLine id="run-cpus" problem={problems.get('cpus')} />
          </div>
        </div>
        <MoreSection section="limits" {...more} />
      </Section>
      {(['health', 'labels', 'security'] as const).map((section) => (
        <Section key={section} id={section}>
          <MoreSection section={section} title={t(`run:section.${section}`)} {...more} />
        </Section>
      ))}
    </>
  );
}
