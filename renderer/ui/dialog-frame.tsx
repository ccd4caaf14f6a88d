import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import classes from './dialog-frame.module.css';
import { KeepFocus } from './keep-focus';
import { useReturnFocus } from './use-return-focus';

interface DialogFrameProps {
  title: string;
  /** px */
  size?: number;
  onClose: () => void;
  children: ReactNode;
}

/** The one frame of dialogs: exists while it is open, is closed by Esc, keeps the focus, gives it back. */
export function DialogFrame({ title, size = 520, onClose, children }: DialogFrameProps) {
  const { t } = useTranslation();
  useReturnFocus();
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
      <KeepFocus />
      {children}
    </Modal>
  );
}

interface DialogFormProps extends DialogFrameProps {
  /** Enter in a field, or the button that does it. */
  onSubmit: () => void;
}

/** A dialog that asks and does. */
export function DialogForm({ onSubmit, children, ...frame }: DialogFormProps) {
  return (
    <DialogFrame {...frame}>
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </DialogFrame>
  );
}

interface DialogButtonsProps {
  /** Why it cannot be done yet, in words; beside the buttons. */
  reason?: string | null;
  onCancel: () => void;
  /** How `Cancel` is, where it is not as always. */
  cancel?: { label?: string; disabled?: boolean; hasFocus?: boolean };
  /** The button that does it. */
  children: ReactNode;
}

/** The foot of a dialog: `Cancel`, and what it is about. */
export function DialogButtons({ reason, onCancel, cancel = {}, children }: DialogButtonsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.buttons}>
      <span className={classes.reason} role="status">
        {reason}
      </span>
      <Button
        size="compact-md"
        variant="default"
        disabled={cancel.disabled}
        onClick={onCancel}
        data-autofocus={cancel.hasFocus || undefined}
      >
        {cancel.label ?? t('common:cancel')}
      </Button>
      {children}
    </div>
  );
}
