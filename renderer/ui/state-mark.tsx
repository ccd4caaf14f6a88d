import type { ContainerState, Health } from '@contract/containers';
import { useTranslation } from 'react-i18next';
import classes from './state-mark.module.css';

export type Shape = 'dot' | 'ring' | 'spin' | 'bars' | 'heart' | 'dashed' | 'cross';
export type Tone = 'ok' | 'warn' | 'bad' | 'idle';

/** A 10 px sign whose colour and shape both tell the state; always beside its word, so hidden from readers. */
export function StateSign({ shape, tone }: { shape: Shape; tone: Tone }) {
  return (
    <span className={classes.sign} data-tone={tone}>
      <svg
        viewBox="0 0 10 10"
        width="10"
        height="10"
        aria-hidden="true"
        className={shape === 'spin' ? classes.spin : undefined}
      >
        {shapes[shape]}
      </svg>
    </span>
  );
}

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 2 } as const;
const shapes = {
  dot: <circle cx="5" cy="5" r="4.5" fill="currentColor" />,
  ring: <circle cx="5" cy="5" r="3.5" {...ring} />,
  spin: <path d="M5 1.5a3.5 3.5 0 1 1-3.4 2.6" {...ring} strokeLinecap="round" />,
  bars: <path d="M2 .5h2v9H2zM6 .5h2v9H6z" fill="currentColor" />,
  heart: (
    <path d="M5 9.4 1.1 5.5A2.6 2.6 0 0 1 4.8 1.8L5 2l.2-.2a2.6 2.6 0 0 1 3.7 3.7z" fill="currentColor" />
  ),
  dashed: (
    <circle
      cx="5"
      cy="5"
      r="3.75"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2 1.9"
    />
  ),
  cross: <path d="m2 2 6 6M8 2 2 8" {...ring} strokeLinecap="round" />,
} satisfies Record<Shape, unknown>;

interface Look {
  shape: Shape;
  tone: Tone;
  word: string;
}

/** Colour, shape and word of a container's state; the word is a key below `common:state`. */
export function containerLook(state: ContainerState, health: Health | null, exitCode: number | null): Look {
  switch (state) {
    case 'running':
      if (health === 'unhealthy') return { shape: 'heart', tone: 'bad', word: 'unhealthy' };
      if (health === 'healthy') return { shape: 'dot', tone: 'ok', word: 'healthy' };
      if (health === 'starting') return { shape: 'spin', tone: 'warn', word: 'healthStarting' };
      return { shape: 'dot', tone: 'ok', word: 'running' };
    case 'paused':
      return { shape: 'bars', tone: 'warn', word: 'paused' };
    case 'restarting':
      return { shape: 'spin', tone: 'warn', word: 'restarting' };
    case 'removing':
      return { shape: 'spin', tone: 'idle', word: 'removing' };
    case 'created':
      return { shape: 'dashed', tone: 'idle', word: 'created' };
    case 'dead':
      return { shape: 'cross', tone: 'bad', word: 'dead' };
    case 'exited':
      return { shape: 'ring', tone: exitCode ? 'bad' : 'idle', word: 'exited' };
  }
}

interface StateMarkProps {
  state: ContainerState;
  health?: Health | null;
  exitCode?: number | null;
}

/** A container's state as colour, shape and word, with health and exit code: `Exited (137)`. */
export function StateMark({ state, health = null, exitCode = null }: StateMarkProps) {
  const { t } = useTranslation();
  const look = containerLook(state, health, exitCode);
  const word = t(`common:state.${look.word}`);
  return (
    <span className={classes.mark} data-tone={look.tone} title={t(`common:stateHelp.${look.word}`)}>
      <StateSign shape={look.shape} tone={look.tone} />
      <span className={classes.word}>{exitCode === null ? word : `${word} (${exitCode})`}</span>
    </span>
  );
}
