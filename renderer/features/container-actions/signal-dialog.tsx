import { signalName } from '@contract/containers';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { tellOutcomes } from '../containers/container-actions';
import { canDo } from '../containers/container-states';
import type { QuestionProps } from './container-dialog';
import { ContainerList } from './container-list';

/** Those that people send, the mildest first. */
const usual = ['TERM', 'INT', 'HUP', 'USR1', 'USR2', 'QUIT', 'KILL'] as const;
const memory = 'signal';

/** Sends a signal to the main process of some containers; the one sent last is chosen. */
export function SignalDialog({ rows, onClose }: QuestionProps) {
  const { t } = useTranslation();
  const [signal, setSignal] = useState(() => localStorage.getItem(memory) ?? 'TERM');
  const [isOther, setOther] = useState(() => !usual.some((one) => one === signal));
  const hit = rows.filter((row) => canDo('kill', row));
  const sent = signal.trim().toUpperCase();
  const isKnown = signalName.safeParse(sent).success;
  const name = rows[0].name;
  return (
    <ActionDialog
      title={
        rows.length === 1
          ? t('actions:signal.title', { name })
          : t('actions:signal.titleMany', { number: formatNumber(rows.length) })
      }
      cli={shellLine(['docker', 'kill', '-s', sent || 'SIGNAL', ...hit.map((row) => row.name)])}
      confirm={t('actions:signal.confirm')}
      danger={sent === 'KILL'}
      reason={hit.length === 0 ? t('actions:signal.notRunning') : isKnown ? null : ''}
      onClose={onClose}
      onConfirm={async () => {
        localStorage.setItem(memory, sent);
        void tellOutcomes('signal', hit, (ids) =>
          call('containers.kill', { epoch: currentEpoch(), ids, signal: sent }),
        );
      }}
    >
      <ContainerList rows={rows} />
      <NativeSelect
        label={t('actions:signal.field')}
        description={t(`actions:signal.help.${isOther ? 'other' : sent}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={isOther ? 'other' : sent}
        onChange={({ currentTarget: { value } }) => {
          setOther(value === 'other');
          setSignal(value === 'other' ? '' : value);
        }}
        data={[
          ...usual.map((one) => ({ value: one, label: `SIG${one}` })),
          { value: 'other', label: t('actions:signal.other') },
        ]}
        data-autofocus
      />
      {isOther && (
        <TextInput
          label={t('actions:signal.name')}
          placeholder="SIGWINCH, RTMIN+3, 28"
          value={signal}
          onChange={(event) => setSignal(event.currentTarget.value)}
          error={signal !== '' && !isKnown && t('actions:signal.invalid')}
          classNames={{ input: 'mono' }}
          spellCheck={false}
          autoComplete="off"
        />
      )}
    </ActionDialog>
  );
}
