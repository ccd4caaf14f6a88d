import { useTranslation } from 'react-i18next';
import { shellLine } from '../../lib/shell-quote';
import { DialogFrame } from '../../ui/dialog-frame';
import { keyName } from '../../ui/key-name';
import { containerActionTable } from '../containers/action-table';
import { imageActionTable } from '../images/action-table';
import { generalKeys } from './key-table';
import classes from './keys.module.css';

/** All keys, and what the docker CLI does the same with; the actions come from the table that the menus show. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame title={t('keys:title')} size={880} onClose={onClose}>
      <div className={classes.columns}>
        <ActionKeys where="actions" table={containerActionTable} />
        <div>
          <ActionKeys where="images" table={imageActionTable} />
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

interface ActionKeysProps {
  where: 'actions' | 'images';
  table: readonly {
    id: string;
    label: string;
    key?: string;
    cli?: (name: string) => readonly string[];
  }[];
}

/** All actions of a kind of object: their keys, and the CLI's commands where no dialog comes first. */
function ActionKeys({ where, table }: ActionKeysProps) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby={`keys-${where}`}>
      <h2 id={`keys-${where}`} className={classes.where}>
        {t(`keys:where.${where}`)}
      </h2>
      <dl className={classes.lines}>
        {table.map(({ id, label, key, cli }) => (
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
  );
}
