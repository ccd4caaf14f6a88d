import type { Difference, RecreatePlan } from '@contract/recreate';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { maskedValue } from '../container-details/secrets';
import classes from './recreate.module.css';

/** What a replacement changes, what comes along and what does not, to be read before it is done. */
export function PlanView({ plan }: { plan: RecreatePlan }) {
  const { t } = useTranslation();
  const { differences, volumes, networks, dependants } = plan;
  return (
    <>
      {plan.needsPull && <Note>{t('recreate:needsPull')}</Note>}
      {plan.oldImageGone && <Note>{t('recreate:oldImageGone')}</Note>}
      {dependants.length > 0 && (
        <Note>{t('recreate:dependants', { names: cleanText(dependants.join(', '), 300) })}</Note>
      )}
      <div>
        <h3 className={classes.heading}>{t('recreate:changes')}</h3>
        {differences.length === 0 ? (
          <p className={classes.quiet}>{t('recreate:noChanges')}</p>
        ) : (
          // Many scroll, which the keyboard must be able to do as well.
          <div className={classes.scroll} tabIndex={differences.length > 5 ? 0 : undefined}>
            <table className={classes.table} aria-label={t('recreate:changes')}>
              <tbody>
                {differences.map((one) => (
                  <DifferenceRow key={`${one.field} ${one.name}`} difference={one} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      <div>
        <h3 className={classes.heading}>{t('recreate:stays')}</h3>
        <ul className={classes.facts}>
          <li>
            {volumes.length === 0
              ? t('recreate:noVolumes')
              : t('recreate:volumes', {
                  count: volumes.length,
                  list: cleanText(volumes.map(({ target }) => target).join(', '), 300),
                })}
          </li>
          {networks.length > 0 && (
            <li>{t('recreate:networks', { list: cleanText(networks.join(', '), 300) })}</li>
          )}
          <li>{t('recreate:layer')}</li>
          <li>
            {t(
              plan.starts
                ? plan.hasHealthCheck
                  ? 'recreate:healthy'
                  : 'recreate:alive'
                : 'recreate:notStarted',
            )}
          </li>
        </ul>
      </div>
    </>
  );
}

function DifferenceRow({ difference: { field, name, before, after } }: { difference: Difference }) {
  const { t } = useTranslation();
  const show = (value: string | null) => {
    if (value === null) return <em>{t('recreate:absent')}</em>;
    const text = field === 'env' ? maskedValue(value, isHarmless(name)) : value;
    return <span title={cleanText(text, 600)}>{cleanText(text, 160) || '""'}</span>;
  };
  return (
    <tr>
      <th scope="row" title={cleanText(name, 300)}>
        {t(`recreate:field.${field}`)}
        {name !== '' && <code>{cleanText(name, 80)}</code>}
      </th>
      <td className={classes.before}>{show(before)}</td>
      <td className={classes.arrow}>
        <IconArrowRight size={14} stroke={1.5} aria-label={t('recreate:becomes')} />
      </td>
      <td className={classes.after}>{show(after)}</td>
    </tr>
  );
}

/** Values that images set to tell of themselves; every other may be a secret. */
const isHarmless = (name: string) => /^PATH$|VERSION|^LANG$|^LC_|_HOME$|_MAJOR$|_RELEASE$/.test(name);

function Note({ children }: { children: ReactNode }) {
  return (
    <p className={classes.note}>
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
