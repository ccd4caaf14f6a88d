import { LighterError, type LighterErrorData } from '@contract/errors';
import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import classes from './action-dialog.module.css';
import { CliLine } from './cli-line';
import { ErrorNotice } from './error-notice';
import { OnEngine } from './on-engine';
import { useReturnFocus } from './use-return-focus';

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
  const { title, cli, reason = null, size = 520, onClose } = props;
  const { t } = useTranslation();
  useReturnFocus();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.onConfirm();
      onClose();
    } catch (thrown) {
      setError(
        thrown instanceof LighterError ? thrown.toData() : { code: 'internal', message: String(thrown) },
      );
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={cleanText(title, 160)}
      size={size}
      centered
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      classNames={{ title: classes.title }}
    >
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && reason === null) void confirm();
        }}
      >
        <OnEngine />
        {props.children}
        {error && <ErrorNotice error={error} isOpen />}
        {cli !== null && <CliLine command={cli} />}
        <div className={classes.buttons}>
          <span className={classes.reason} role="status">
            {reason}
          </span>
          <Button size="compact-md" variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            size="compact-md"
            type="submit"
            color={props.danger ? 'red.8' : undefined}
            loading={isBusy}
            disabled={reason !== null}
          >
            {props.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
