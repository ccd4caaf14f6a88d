import type { RunForm } from '@contract/run-form';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button';
import { toCompose } from './compose';
import panels from './panels.module.css';
import classes from './run.module.css';

/** The form as a Compose file, live. */
export function ComposeView({ form, onEdit }: { form: RunForm; onEdit: (text: string) => void }) {
  const { t } = useTranslation();
  const { text, lost } = toCompose(form);
  return (
    <div className={panels.compose}>
      {/* A long file scrolls, which the keyboard must be able to do as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <pre className={panels.yaml} data-testid="compose-equivalent" tabIndex={0}>
        {text}
      </pre>
      <div className={panels.composeSide}>
        <CopyButton text={text} />
        <button type="button" className={classes.link} onClick={() => onEdit(text)}>
          {t('run:editText')}
        </button>
        {lost.length > 0 && (
          <span className={classes.hint}>{t('run:composeLost', { options: lost.join(', ') })}</span>
        )}
      </div>
    </div>
  );
}
