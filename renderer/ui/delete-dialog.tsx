import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CliLine } from './cli-line';
import classes from './delete-dialog.module.css';
import { DialogButtons, DialogForm } from './dialog-frame';
import { OnEngine } from './on-engine';

interface DeleteDialogProps {
  /** `Delete container NAME?` */
  title: string;
  /** Exactly what goes, a line each. */
  items: readonly ReactNode[];
  /** The Docker CLI command that does the same. */
  cli: string;
  /** Does it; the dialog closes when the promise settles (the caller tells how it ended). */
  onConfirm: () => void | Promise<void>;
  onClose: () => void;
  /** What decides what goes, above the list of it. */
  head?: ReactNode;
  /** Said when nothing goes. */
  nothing?: string;
  /** Choices and warnings, above the command. */
  children?: ReactNode;
  /** Something must be typed first. */
  locked?: boolean;
}

/** The one destructive question: names what goes, begins on `Cancel`, and says `Delete` on its button. */
export function DeleteDialog({
  title,
  items,
  cli,
  onConfirm,
  onClose,
  head,
  nothing,
  children,
  locked = false,
}: DeleteDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      onClose();
    }
  };
  return (
    <DialogForm
      title={title}
      size={620}
      onClose={onClose}
      onSubmit={() => {
        if (!busy && !locked) void confirm();
      }}
    >
      <OnEngine />
      {head}
      {items.length === 0 && nothing && <p className={classes.lead}>{nothing}</p>}
      {items.length > 0 && (
        <>
          <p className={classes.lead}>{t('common:deleteLead', { count: items.length })}</p>
          <ul className={classes.items} tabIndex={items.length > 6 ? 0 : undefined}>
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of the same kind, without a state
              <li key={index}>{item}</li>
            ))}
          </ul>
        </>
      )}
      {children}
      {(items.length > 0 || !nothing) && <CliLine command={cli} />}
      <DialogButtons onCancel={onClose} cancel={{ hasFocus: true }}>
        <Button size="compact-md" type="submit" color="red.8" loading={busy} disabled={locked}>
          {t('common:delete')}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}
