import { useTranslation } from 'react-i18next';
import { shellLine } from '../../lib/shell-quote';
import { DialogFrame } from '../../ui/dialog-frame';
import { keyName } from '../../ui/key-name';
import { containerActionTable } from '../containers/action-table';
import { generalKeys } from './key-table';
import classes from './keys.module.css';

/** All keys, and what the docker CLI does the same with; the actions come from the table that the menus show. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame title={t('keys:title')} size={880} onClose={onClose}>
      <div className={classes.columns}>
        <section aria-labelledby="keys-actions">
          <h2 id="keys-actions" className={classes.where}>
            {t('keys:where.actions')}
          </h2>
          <dl className={classes.lines}>
            {containerActionTable.map(({ id, label, key, cli }) => (
              <div key={id} className={classes.line}>
                <dt>
                  <span>{t(label, { place: 'localhost' })}</span>
                  {cli && <code className={classes.cli}>{shellLine(cli('NAME'))}</code>}
                </dt>
                <dd>{key && <kbd>{keyName(key)}</kbd>}</dd>
              </div>
            ))}
          </dl>
        </section>
        <div>
          {generalKeys.map(({ where, lines }) => (
            <section key={where} aria-labelledby={`keys-${where}`}>
              <h2 id={`keys-${where}`} className={classes.where}>
                {t(`keys:where.${where}`)}
              </h2>
              <dl className={classes.lines}>
                {lines.map(({ what, keys }) => (
                  <div key={what} className={classes.line}>
                    <dt>{t(`keys:what.${what}`)}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
      <p className={classes.note}>{t('keys:note')}</p>
    </DialogFrame>
  );
}
