import type { ImageRow } from '@contract/images';
import { Button } from '@mantine/core';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes, formatExact, formatRelative } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { ErrorNotice } from '../../ui/error-notice';
import { notifyError } from '../../ui/notify';
import { type Property, PropertyList } from '../../ui/property-list';
import { StateMark } from '../../ui/state-mark';
import type { ImageUser } from '../images/image-rows';
import classes from './image-details.module.css';
import { type ImageFacts, readInspect } from './read-inspect';
import { useAnswer } from './use-answer';

interface OverviewTabProps {
  image: ImageRow;
  users: readonly ImageUser[];
}

/** What the image is, what it runs, and which containers were made from it. */
export function OverviewTab({ image, users }: OverviewTabProps) {
  const { t } = useTranslation();
  const ask = useCallback(() => call('images.inspect', { key: image.id }), [image.id]);
  const { value, error, retry } = useAnswer(ask);
  const facts = value === null ? null : readInspect(value);
  return (
    <div className={classes.cards}>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      <div className={classes.column}>
        <PropertyList title={t('image-details:image')} rows={identity(image, facts)} />
        <Users users={users} />
      </div>
      {facts && (
        <div className={classes.column}>
          <PropertyList title={t('image-details:runs')} rows={runs(facts)} />
          <Pairs title={t('image-details:environment')} pairs={facts.env} isSecret />
          <Pairs title={t('image-details:labels')} pairs={facts.labels} />
        </div>
      )}
    </div>
  );

  function identity(row: ImageRow, known: ImageFacts | null): Property[] {
    return [
      { label: t('image-details:tags'), value: lines(row.tags, t('image-details:noTags')) },
      { label: t('image-details:id'), value: <code>{row.id}</code> },
      ...(row.digests.length > 0 ? [{ label: t('image-details:digests'), value: lines(row.digests) }] : []),
      { label: t('image-details:size'), value: <Size image={row} /> },
      ...(row.createdAt > 0
        ? [
            {
              label: t('image-details:created'),
              value: <span title={formatExact(row.createdAt)}>{formatRelative(row.createdAt)}</span>,
            },
          ]
        : []),
      ...told([
        [t('image-details:platform'), known?.platform],
        [t('image-details:author'), known?.author],
      ]),
    ];
  }

  function runs(known: ImageFacts): Property[] {
    return [
      ...told([
        [t('image-details:entrypoint'), shellLine(known.entrypoint)],
        [t('image-details:command'), shellLine(known.command)],
        [t('image-details:workingDir'), known.workingDir],
      ]),
      { label: t('image-details:user'), value: known.user ? code(known.user) : t('image-details:root') },
      {
        label: t('image-details:ports'),
        value: known.ports.length > 0 ? lines(known.ports) : t('image-details:none'),
      },
      {
        label: t('image-details:volumes'),
        value: known.volumes.length > 0 ? lines(known.volumes) : t('image-details:none'),
      },
      ...told([
        [t('image-details:healthcheck'), shellLine(known.healthcheck)],
        [t('image-details:stopSignal'), known.stopSignal],
      ]),
    ];
  }
}

/** The size, and on request how much of it other images share: the engine walks all its layers for that. */
function Size({ image }: { image: ImageRow }) {
  const { t } = useTranslation();
  const [shared, setShared] = useState<number | null>();
  const [isAsking, setAsking] = useState(false);
  const ask = () => {
    setAsking(true);
    call('images.usage', {})
      .then(
        (usage) => setShared(usage.shared[image.id] ?? null),
        (thrown: unknown) => notifyError(t('image-details:noShares'), asErrorData(thrown)),
      )
      .finally(() => setAsking(false));
  };
  if (shared === undefined)
    return (
      <>
        {formatBytes(image.size)}
        <Button className={classes.ask} size="compact-xs" variant="subtle" loading={isAsking} onClick={ask}>
          {t('image-details:askShared')}
        </Button>
      </>
    );
  if (shared === null) return `${formatBytes(image.size)} · ${t('image-details:sharedUnknown')}`;
  return t('image-details:shares', {
    size: formatBytes(image.size),
    shared: formatBytes(shared),
    unique: formatBytes(Math.max(0, image.size - shared)),
  });
}

const code = (value: string) => <code>{cleanText(value, 1000)}</code>;

/** Only what the engine told. */
const told = (rows: [label: string, value: string | undefined][]): Property[] =>
  rows.flatMap(([label, value]) => (value ? [{ label, value: code(value) }] : []));

function lines(values: readonly string[], none: ReactNode = null): ReactNode {
  if (values.length === 0) return none;
  return (
    <span className={classes.lines}>
      {values.map((value) => (
        <code key={value}>{cleanText(value, 500)}</code>
      ))}
    </span>
  );
}

function Users({ users }: { users: readonly ImageUser[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card}>
      <h2>{t('image-details:usedBy')}</h2>
      {users.length === 0 ? (
        <p className={classes.muted}>{t('image-details:notUsed')}</p>
      ) : (
        <ul className={classes.users}>
          {users.slice(0, 200).map((user) => (
            <li key={user.id}>
              <a href={`#/containers/${user.id}`}>{cleanText(user.name, 128)}</a>
              <StateMark state={user.state} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface PairsProps {
  title: string;
  pairs: readonly { name: string; value: string }[];
  /** Values that look like secrets stay hidden until asked for. */
  isSecret?: boolean;
}

const secretName = /pass|secret|token|auth|key|credential/i;

function Pairs({ title, pairs, isSecret = false }: PairsProps) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  if (pairs.length === 0) return null;
  const isHidden = (name: string) => isSecret && !isShown && secretName.test(name);
  const hasHidden = pairs.some(({ name }) => isHidden(name));
  return (
    <section className={classes.card}>
      <h2>
        {title}
        {(hasHidden || (isSecret && isShown)) && (
          <Button size="compact-xs" variant="subtle" onClick={() => setShown(!isShown)}>
            {t(isShown ? 'image-details:hide' : 'image-details:show')}
          </Button>
        )}
      </h2>
      <dl className={classes.pairs}>
        {pairs.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an image may hold a name twice
          <div key={index}>
            <dt>{cleanText(name, 300)}</dt>
            <dd>{isHidden(name) ? '••••••' : cleanText(value, 2000)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
