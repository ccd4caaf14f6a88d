import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconStar } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { atEngine } from '../../lib/docker-cli';
import { asErrorData } from '../../lib/error-data';
import { formatBytes, formatExact, formatNumber, formatRelative } from '../../lib/format';
import { registryOf } from '../../lib/registry-of';
import { shellLine } from '../../lib/shell-quote';
import { useEngine } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './browse.module.css';

interface Choice {
  /** What goes into the field. */
  ref: string;
  name: string;
  detail: ReactNode;
}

type Found = { kind: Kind; choices: Choice[]; more: boolean } | { kind: Kind; error: LighterErrorData };
type Kind = 'search' | 'tags' | 'catalog';

interface BrowseProps {
  typed: string;
  onChoose: (ref: string) => void;
  onLogIn: () => void;
}

/** What a registry has: Docker Hub's search, a private registry's repositories, the tags of what is typed. */
export function Browse({ typed, onChoose, onLogIn }: BrowseProps) {
  const { t } = useTranslation();
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState<Kind | null>(null);
  const registry = registryOf(typed.includes('/') ? typed : `${typed}/`);
  const isHub = registry === 'docker.io';
  const look = async (kind: Kind) => {
    setBusy(kind);
    try {
      setFound({ kind, ...(await load(kind, typed, registry)) });
    } catch (thrown) {
      setFound({ kind, error: asErrorData(thrown) });
    }
    setBusy(null);
  };
  const first = isHub ? 'search' : 'catalog';
  const engine = useEngine()?.endpoint.cli;
  // For the others the CLI has no command.
  const search = atEngine(shellLine(['docker', 'search', '--limit', '25', termOf(typed) || 'TERM']), engine);
  return (
    <div className={classes.browse}>
      <div className={classes.buttons}>
        {([first, 'tags'] as const).map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant="default"
            title={kind === 'search' ? search : undefined}
            disabled={typed === '' || busy !== null}
            loading={busy === kind}
            onClick={() => void look(kind)}
          >
            {t(`pull:browse.${kind}`)}
          </Button>
        ))}
      </div>
      {found && 'error' in found && <ErrorNotice error={found.error} onLogIn={onLogIn} />}
      {found && 'choices' in found && (
        <>
          <ul className={classes.list} aria-label={t(`pull:browse.${found.kind}`)}>
            {found.choices.length === 0 && <li className={classes.none}>{t('pull:browse.none')}</li>}
            {found.choices.map(({ ref, name, detail }) => (
              <li key={ref}>
                <button type="button" className={classes.choice} onClick={() => onChoose(ref)}>
                  <span className={classes.name}>{cleanText(name, 128)}</span>
                  <span className={classes.detail}>{detail}</span>
                </button>
              </li>
            ))}
          </ul>
          {found.more && <p className={classes.none}>{t('pull:browse.more')}</p>}
        </>
      )}
    </div>
  );
}

/** What is searched for: the name without tag and digest. */
const termOf = (typed: string) => typed.replace(/[:@].*$/, '');

async function load(
  kind: Kind,
  typed: string,
  registry: string,
): Promise<{ choices: Choice[]; more: boolean }> {
  if (kind === 'search') {
    const hits = await call('registries.search', { term: termOf(typed) });
    const choices = hits.map((hit) => ({
      ref: hit.name,
      name: hit.name,
      detail: <HitDetail stars={hit.stars} official={hit.official} text={hit.description} />,
    }));
    return { choices, more: false };
  }
  if (kind === 'catalog') {
    const { repositories, more } = await call('registries.catalog', { server: registry });
    return {
      choices: repositories.map((name) => ({ ref: `${registry}/${name}`, name, detail: null })),
      more,
    };
  }
  const repository = typed.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const { tags, more } = await call('registries.tags', { name: repository });
  const choices = tags.map((tag) => ({
    ref: `${repository}:${tag.name}`,
    name: tag.name,
    detail: (
      <>
        {tag.size !== null && <span>{formatBytes(tag.size)}</span>}
        {tag.updatedAt !== null && (
          <span title={formatExact(tag.updatedAt)}>{formatRelative(tag.updatedAt)}</span>
        )}
      </>
    ),
  }));
  return { choices, more };
}

function HitDetail({ stars, official, text }: { stars: number; official: boolean; text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={classes.text}>{cleanText(text, 200)}</span>
      {official && (
        <span className={classes.official}>
          <IconCircleCheck size={14} stroke={1.5} aria-hidden />
          {t('pull:browse.official')}
        </span>
      )}
      <span className={classes.stars}>
        <IconStar size={14} stroke={1.5} aria-hidden />
        <span className="sr-only">{t('pull:browse.stars')}</span>
        {formatNumber(stars)}
      </span>
    </>
  );
}
