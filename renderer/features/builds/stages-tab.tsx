import type { BuildRecord } from '@contract/builds';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { StateSign } from '../../ui/state-mark';
import { stepLook } from './build-look';
import classes from './builds.module.css';
import { stageState } from './stage-state';

/** px */
const height = 72;
const gap = 24;
const lane = 14;

/** The stages from top to bottom, with lines from each to those that use it. */
export function StagesTab({ record }: { record: BuildRecord }) {
  const { t } = useTranslation();
  const { stages, steps } = record;
  if (stages.length === 0) return <p className={classes.muted}>{t('builds:noStages')}</p>;
  const nameOf = (index: number) => stages[index]?.name ?? t('builds:stageUnnamed', { number: index + 1 });
  // Each line has a lane of its own at the left, so that none runs through another.
  const lines = stages.flatMap(({ uses }, to) => uses.map((from) => ({ from, to })));
  const inset = lines.length * lane + 8;
  const middle = (index: number) => index * (height + gap) + height / 2;
  return (
    <>
      <p className={classes.muted}>{t('builds:stagesHelp')}</p>
      <div className={classes.picture} style={{ paddingInlineStart: inset }}>
        <svg width={inset} height={stages.length * (height + gap)} aria-hidden="true">
          {lines.map(({ from, to }, index) => {
            const x = inset - 8 - index * lane;
            // Beside each other where they meet a stage.
            const before = lines.slice(0, index).filter((one) => one.to === to).length;
            const [start, end] = [middle(from) + 10, middle(to) - 12 + before * 8];
            return (
              <path
                key={`${from}-${to}`}
                d={`M${inset} ${start}H${x}V${end}H${inset}m-5 -4l5 4l-5 4`}
                data-from={from}
                data-to={to}
              />
            );
          })}
        </svg>
        <ol className={classes.stages}>
          {stages.map((stage, index) => {
            const own = steps.filter((step) => step.stage === (stage.name ?? `stage-${index}`));
            const state = stageState(own);
            const cached = own.filter((step) => step.state === 'cached').length;
            const parts = [
              t('builds:stageSteps', { count: own.length }),
              ...(cached > 0 ? [t('builds:stageCached', { count: cached })] : []),
              ...(stage.uses.length > 0
                ? [t('builds:stageUses', { names: stage.uses.map(nameOf).join(', ') })]
                : []),
            ];
            return (
              <li
                key={stage.line}
                className={classes.stage}
                data-testid="build-stage"
                data-state={state}
                data-name={nameOf(index)}
              >
                <div className={classes.stageHead}>
                  <StateSign {...stepLook(state)} />
                  {cleanText(nameOf(index), 80)}
                  <span className={classes.word}>{t(`builds:step.${state}`)}</span>
                </div>
                <div className={classes.stageMeta}>
                  <code>FROM {cleanText(stage.image, 200)}</code>
                </div>
                <div className={classes.stageMeta}>{parts.join(' · ')}</div>
              </li>
            );
          })}
        </ol>
      </div>
    </>
  );
}
