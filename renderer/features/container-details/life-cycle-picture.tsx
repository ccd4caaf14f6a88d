import type { ContainerRow } from '@contract/containers';
import { useTranslation } from 'react-i18next';
import { usePending } from '../../store/ui';
import { containerLook } from '../../ui/state-mark';
import { actOnContainers } from '../containers/container-actions';
import { arrowOf, arrows, legalSteps, placeOf, places, type Step } from './life-cycle';
import classes from './life-cycle.module.css';

interface LifeCyclePictureProps {
  row: ContainerRow;
  /** Asks before it deletes. */
  onDelete: () => void;
}

/**
 * A container's life as a picture: where it stands, and on the arrows what can be done now; each explained. The
 * buttons are for the mouse: the same ones, by the same names, are in the page's head.
 */
export function LifeCyclePicture({ row, onDelete }: LifeCyclePictureProps) {
  const { t } = useTranslation();
  const busy = usePending(row.id) !== undefined;
  const here = placeOf(row.state);
  const look = containerLook(row.state, row.health, row.exitCode);
  const steps = legalSteps(row.state);
  const helpOf = (step: Step) =>
    t(`details:life.help.${step === 'start' && here === 'created' ? 'startFirst' : step}`);
  const nameOf = (step: Step) => t(step === 'delete' ? 'common:delete' : `containers:action.${step}`);
  const button = (step: Step) => (
    <button
      key={step}
      type="button"
      className={classes.step}
      data-step={step}
      disabled={busy}
      title={helpOf(step)}
      aria-hidden="true"
      tabIndex={-1}
      onClick={() => (step === 'delete' ? onDelete() : void actOnContainers(step, [row]))}
    >
      {nameOf(step)}
    </button>
  );
  return (
    <section className={classes.life} aria-label={t('details:life.title')} data-testid="life-cycle">
      <div className={classes.picture}>
        {places.map((place) => (
          <span
            key={place}
            className={classes.place}
            data-place={place}
            data-tone={place === here ? look.tone : undefined}
            aria-current={place === here ? 'step' : undefined}
          >
            {place === here ? t(`common:state.${look.word}`) : t(`details:life.place.${place}`)}
          </span>
        ))}
        {arrows.map(({ id }) => {
          const live = steps.filter((step) => arrowOf(here, step) === id);
          return (
            <span key={id} className={classes.arrow} data-arrow={id} data-live={live.length > 0}>
              <span className={classes.line} aria-hidden="true" />
              {live.length > 0 && <span className={classes.steps}>{live.map(button)}</span>}
            </span>
          );
        })}
      </div>
      <dl className={classes.words}>
        <div>
          <dt>{t(`common:state.${look.word}`)}</dt>
          <dd>{t(`common:stateHelp.${look.word}`)}</dd>
        </div>
        {steps.map((step) => (
          <div key={step}>
            <dt>{nameOf(step)}</dt>
            <dd>{helpOf(step)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
