import type { LighterErrorData } from '@contract/errors';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asErrorData } from '../../lib/error-data';
import { CliLine } from '../../ui/cli-line';
import { DialogButtons, DialogForm } from '../../ui/dialog-frame';
import { OnEngine } from '../../ui/on-engine';

interface NameDialogProps {
  title: string;
  label: string;
  initial: string;
  action: string;
  /** The Docker CLI command for a name. */
  cli: (name: string) => string;
  /** Names that are taken. */
  taken: ReadonlySet<string>;
  onName: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a name: of a new folder, or a new one for what is there. */
export function NameDialog(props: NameDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(props.initial);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const problem = problemOf(name);
  const clash = name !== props.initial && props.taken.has(name);
  const said = error
    ? error.code === 'conflict'
      ? t('files:name.taken')
      : error.message
    : clash
      ? t('files:name.taken')
      : name !== '' && problem
        ? t(`files:name.${problem}`)
        : undefined;
  const can = !problem && !clash && name !== props.initial;
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onName(name);
      props.onClose();
    } catch (thrown) {
      setError(asErrorData(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DialogForm
      title={props.title}
      onClose={props.onClose}
      onSubmit={() => {
        if (can && !isBusy) void submit();
      }}
    >
      <OnEngine />
      <TextInput
        label={props.label}
        value={name}
        maxLength={255}
        spellCheck={false}
        data-autofocus
        error={said}
        onFocus={(event) => {
          // What comes before the extension, which is what is changed most.
          const dot = props.initial.lastIndexOf('.');
          event.currentTarget.setSelectionRange(0, dot > 0 ? dot : props.initial.length);
        }}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setError(null);
        }}
      />
      <CliLine command={props.cli(name || '…')} />
      <DialogButtons onCancel={props.onClose}>
        <Button size="compact-md" type="submit" disabled={!can} loading={isBusy}>
          {props.action}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}

function problemOf(name: string): 'empty' | 'slash' | 'dots' | 'tooLong' | null {
  if (name === '') return 'empty';
  if (/[/\0]/.test(name)) return 'slash';
  if (name === '.' || name === '..') return 'dots';
  // The system counts bytes.
  return new TextEncoder().encode(name).length > 255 ? 'tooLong' : null;
}
