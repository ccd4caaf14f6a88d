import type { AnatomyUpdate } from '@contract/anatomy';
import type { ContainerRow } from '@contract/containers';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceGroup } from '../../../ui/choice-group';
import classes from './anatomy.module.css';
import { AnatomyList } from './anatomy-list';
import { type Chain, shownAtMost } from './anatomy-model';
import { AnatomyPicture } from './anatomy-picture';
import { anatomyOf, type Part } from './parts';

interface AnatomyCardProps {
  chain: Chain;
  /** Those with a living main process. */
  containers: readonly ContainerRow[];
  update: AnatomyUpdate | null;
}

/** How a container runs: from Lighter's calls down to each main process, live. */
export function AnatomyCard({ chain, containers, update }: AnatomyCardProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'picture' | 'list'>('picture');
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const anatomy = anatomyOf(t, chain, containers, shownAtMost, update);
  const parts = [anatomy.client, anatomy.daemon, anatomy.keeper].concat(
    anatomy.rows.flatMap(({ shim, runtime, main }) => [shim, runtime, main]),
  );
  // By key: what is known of the part may have changed since the pointer came.
  const active: Part | null = parts.find(({ key }) => key === activeKey) ?? null;
  return (
    <section className={classes.card} aria-labelledby="anatomy-title" data-testid="anatomy">
      <header className={classes.head}>
        <h2 id="anatomy-title">{t('anatomy:title')}</h2>
        <ChoiceGroup
          label={t('anatomy:view')}
          value={view}
          options={[
            { value: 'picture', label: t('anatomy:picture') },
            { value: 'list', label: t('anatomy:list') },
          ]}
          onChange={setView}
        />
      </header>
      {view === 'list' ? (
        <AnatomyList anatomy={anatomy} />
      ) : (
        <>
          <AnatomyPicture
            anatomy={anatomy}
            active={active}
            onActive={(part) => setActiveKey(part?.key ?? null)}
          />
          <p className={classes.explanation} id="anatomy-explanation" data-testid="anatomy-explanation">
            {active ? (
              <>
                <strong>{active.name}</strong>
                <span>{active.explanation}</span>
              </>
            ) : (
              <span>{t('anatomy:hint')}</span>
            )}
          </p>
        </>
      )}
    </section>
  );
}
