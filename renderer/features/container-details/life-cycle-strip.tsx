import type { ContainerRow } from '@contract/containers';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePending } from '../../store/ui';
import { containerLook } from '../../ui/state-mark';
import { actOnContainers } from '../containers/container-actions';
import classes from './details.module.css';
import { placeOf, places, stepTo } from './life-cycle';

interface LifeCycleStripProps {
  row: ContainerRow;
  onDelete: () => void;
}

/** A container's life as five places: where it stands, and the places that one action leads to. */
export function LifeCycleStrip({ row, onDelete }: LifeCycleStripProps) {
  const { t } = useTranslation();
  const busy = usePending(row.id) !== undefined;
  const here = placeOf(row.state);
  const look = containerLook(row.state, row.health, row.exitCode);
  return (
    <section className={classes.strip} aria-label={t('details:life.title')}>
      <div className={classes.places}>
        {places.map((place, index) => {
          const name = t(`details:life.place.${place}`);
          const step = stepTo(here, place);
          const action = step && t(step === 'delete' ? 'common:delete' : `containers:action.${step}`);
          return (
            <Fragment key={place}>
              {index > 0 && <span className={classes.link} aria-hidden="true" />}
              {action ? (
                <button
                  type="button"
                  className={classes.place}
                  data-step={step}
                  disabled={busy}
                  title={action}
                  aria-label={t('details:life.go', { action, place: name })}
                  onClick={() => (step === 'delete' ? onDelete() : void actOnContainers(step, [row]))}
                >
                  {name}
                </button>
              ) : (
                <span
                  className={classes.place}
                  data-tone={place === here ? look.tone : undefined}
                  aria-current={place === here ? 'step' : undefined}
                >
                  {place === here ? t(`common:state.${look.word}`) : name}
                </span>
              )}
            </Fragment>
          );
        })}
      </div>
      <p className={classes.stateHelp}>{t(`common:stateHelp.${look.word}`)}</p>
    </section>
  );
}
