import type { ContainerRow } from '@contract/containers';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { shellLine } from '../../lib/shell-quote';
import { useMirror } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { isRunning } from '../containers/container-states';
import classes from './exit-card.module.css';
import { formatLimit } from './format-limit';
import { largerLimit, type NextStep } from './next-step';
import type { ContainerFacts } from './read-inspect';

interface NextStepLineProps {
  row: ContainerRow;
  facts: ContainerFacts;
  step: NextStep;
}

/** What to do next, in a sentence, with the command that does it where there is one. */
export function NextStepLine({ row, facts, step }: NextStepLineProps) {
  const { t } = useTranslation();
  const holder = useMirror((mirror) =>
    step.id === 'portTaken' ? holderOf(mirror.tables.containers, row.id, Number(step.subject)) : null,
  );
  const subject = cleanText(step.subject, 200);
  const { memory } = facts.limits;
  const values = { subject, limit: formatLimit(memory), larger: formatLimit(largerLimit(memory)), holder };
  const form =
    (step.id === 'raiseMemory' && memory === 0 && 'raiseMemoryHost') ||
    (step.id === 'portTaken' && holder !== null && 'portTakenBy') ||
    (subject === '' && withoutSubject[step.id]) ||
    step.id;
  const command = commandFor(step, row.name, memory);
  return (
    <div className={classes.next} data-testid="next-step" data-step={step.id}>
      <p>
        <IconBulb size={16} stroke={1.5} aria-hidden />
        <span>
          <strong>{t('exit:next')}</strong> {t(`exit:step.${form}`, values)}
        </span>
      </p>
      {command && <CliLine command={command} />}
    </div>
  );
}

/** Steps whose sentence names something have another for when nothing was named. */
const withoutSubject: Partial<Record<NextStep['id'], string>> = {
  noCommand: 'noCommandAny',
  notExecutable: 'notExecutableAny',
  missingSetting: 'missingSettingAny',
};

function commandFor({ id }: NextStep, name: string, memory: number): string | null {
  if (id === 'raiseMemory' && memory > 0) {
    const limit = `${largerLimit(memory) / 1_048_576}m`;
    return `${shellLine(['docker', 'update', '--memory', limit, '--memory-swap', limit, name])} && ${shellLine(['docker', 'start', name])}`;
  }
  if (id === 'execFormat')
    return `${shellLine(['docker', 'image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}'])} "$(${shellLine(['docker', 'inspect', '--format', '{{.Image}}', name])})"`;
  return null;
}

/** The running container that has this port of the host. */
function holderOf(rows: ReadonlyMap<string, ContainerRow>, ownId: string, port: number): string | null {
  for (const row of rows.values())
    if (row.id !== ownId && isRunning(row) && row.ports.some(({ hostPort }) => hostPort === port))
      return cleanText(row.name, 128);
  return null;
}
