import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { asErrorData } from '../lib/error-data';
import { CliLine } from './cli-line';
import { DialogButtons, DialogForm } from './dialog-frame';
import { ErrorNotice } from './error-notice';
import { OnEngine } from './on-engine';

interface ActionDialogProps {
  title: string;
  /** The Docker CLI command that does the same; null where there is none. */
  cli: string | null;
  /** What the button says: the verb. */
  confirm: string;
  /** Why it cannot be done yet; the empty text turns the button off without a word. */
  reason?: string | null;
  danger?: boolean;
  /** px */
  size?: number;
  /** Does it; the dialog closes when it resolves and shows what it throws. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** A question with a few fields: on which engine, the command that does the same, and what the engine refuses. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, cli, reason = null, size, onClose } = props;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onConfirm();
      onClose();
    } catch (thrown) {
      setError(asErrorData(thrown));
      setBusy(false);
    }
  };
  return (
    <DialogForm
      title={title}
      size={size}
      onClose={onClose}
      onSubmit={() => {
        if (!isBusy && reason === null) void confirm();
      }}
    >
      <OnEngine />
      {props.children}
      {error && <ErrorNotice error={error} isOpen />}
      {cli !== null && <CliLine command={cli} />}
      <DialogButtons reason={reason} onCancel={onClose}>
        <Button
          size="compact-md"
          type="submit"
          color={props.danger ? 'red.8' : undefined}
          loading={isBusy}
          disabled={reason !== null}
        >
          {props.confirm}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}
