import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import { maxPaste, pasteLines } from './paste';
import classes from './terminal.module.css';

/** Characters of the text that are shown. */
const shown = 2000;

interface PasteDialogProps {
  text: string;
  onAnswer: (yes: boolean) => void;
}

/** Asks before several lines go into a shell, which may run each of them at once. */
export function PasteDialog({ text, onAnswer }: PasteDialogProps) {
  const { t } = useTranslation();
  const isTooLong = text.length > maxPaste;
  const lines = pasteLines(text);
  return (
    <Modal
      opened
      centered
      size="lg"
      onClose={() => onAnswer(false)}
      returnFocus={false}
      title={
        isTooLong
          ? t('terminal:paste.tooLong')
          : t('terminal:paste.title', { count: lines, number: formatNumber(lines) })
      }
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p className={classes.pasteText}>
        {isTooLong
          ? t('terminal:paste.tooLongText', { number: formatNumber(maxPaste) })
          : t('terminal:paste.text')}
      </p>
      {/* Long text scrolls, which the keyboard must be able to do as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <pre className={classes.pasted} tabIndex={0}>
        {text.length > shown ? `${text.slice(0, shown)}…` : text}
      </pre>
      <div className={classes.dialogButtons}>
        <Button variant="default" data-autofocus onClick={() => onAnswer(false)}>
          {t('common:cancel')}
        </Button>
        {!isTooLong && <Button onClick={() => onAnswer(true)}>{t('terminal:paste.paste')}</Button>}
      </div>
    </Modal>
  );
}
