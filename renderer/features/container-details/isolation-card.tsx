import { IconAlertTriangle, IconCircleDashed, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { shortId } from '../../lib/format';
import { useEngine, useRow } from '../../store/mirror';
import { useDetails } from '../engine/use-details';
import details from './details.module.css';
import { type Finding, type Level, readIsolation, type Space } from './isolation';
import classes from './isolation-card.module.css';

const icons = {
  bad: IconShieldX,
  warn: IconAlertTriangle,
  note: IconCircleDashed,
  good: IconShieldCheck,
} satisfies Record<Level, unknown>;

/** How far a container is apart from the host and from others: what it shares, and each gap in plain words. */
export function IsolationCard({ json }: { json: unknown }) {
  const { t } = useTranslation();
  const engine = useDetails(useEngine()).details;
  const isolation = useMemo(
    () => readIsolation(json, engine && { options: engine.security, cgroupVersion: engine.cgroupVersion }),
    [json, engine],
  );
  const { findings, spaces } = isolation;
  const risks = findings.filter(({ level }) => level === 'bad' || level === 'warn').length;
  return (
    <section className={details.card} data-testid="isolation">
      <h2>
        {t('isolation:title')}
        <span className={classes.count}>
          {risks === 0 ? t('isolation:noRisks') : t('isolation:risks', { count: risks })}
        </span>
      </h2>
      <div className={classes.body}>
        <p className={classes.lead}>{t('isolation:lead')}</p>
        <ul className={classes.findings}>
          {findings.map((finding) => (
            <Sentence key={`${finding.id} ${finding.subject}`} finding={finding} />
          ))}
        </ul>
        <h3>{t('isolation:spaces')}</h3>
        <p className={classes.lead}>{t('isolation:spacesLead')}</p>
        <dl className={classes.spaces}>
          {spaces.map((space) => (
            <SpaceRow key={space.name} space={space} />
          ))}
        </dl>
      </div>
    </section>
  );
}

/** The sentence; what it means and how to avoid it are a click away, and there at once for what matters. */
function Sentence({ finding: { id, level, subject } }: { finding: Finding }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(level === 'bad');
  const Icon = icons[level];
  const values = { subject: cleanText(subject, 300) };
  const words = id === 'droppedAllCaps' && subject === '' ? 'droppedAllCapsAny' : id;
  return (
    <li data-level={level} data-finding={id}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="sr-only">{t(`isolation:level.${level}`)}</span>{' '}
          {t(`isolation:finding.${words}.what`, values)}
        </summary>
        <p>{t(`isolation:finding.${words}.why`, values)}</p>
      </details>
    </li>
  );
}

function SpaceRow({ space: { name, owner, container } }: { space: Space }) {
  const { t } = useTranslation();
  const other = useRow('containers', container);
  const isShared = owner === 'container' || (owner === 'host' && name !== 'user' && name !== 'cgroup');
  const whose =
    owner === 'container'
      ? t('isolation:owner.container', { name: cleanText(other?.name ?? shortId(container), 128) })
      : t(`isolation:owner.${owner}`);
  return (
    <div title={t(`isolation:space.${name}.help`)}>
      <dt>
        {t(`isolation:space.${name}.name`)} <code>{name}</code>
      </dt>
      <dd data-shared={isShared}>{other ? <a href={`#/containers/${container}`}>{whose}</a> : whose}</dd>
    </div>
  );
}
