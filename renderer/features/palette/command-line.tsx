import { useTranslation } from 'react-i18next';
import { containerLook, StateSign } from '../../ui/state-mark';
import type { Command } from './commands';
import classes from './palette.module.css';

interface CommandLineProps {
  id: string;
  command: Command;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** One line of the palette; the focus stays in the search field, which names the line that Enter takes. */
export function CommandLine({ id, command, isActive, onPoint, onChoose }: CommandLineProps) {
  const { t } = useTranslation();
  const { row, label, detail, icon: Icon, danger } = command;
  const look = row && containerLook(row.state, row.health, row.exitCode);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.line}
      data-danger={danger}
      onMouseMove={isActive ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon size={16} stroke={1.5} aria-hidden />
      <span className={classes.label}>{label}</span>
      <span className={classes.detail}>
        {look && (
          <>
            <StateSign shape={look.shape} tone={look.tone} />
            {t(`common:state.${look.word}`)}
          </>
        )}
        {detail && <span className={classes.more}>{detail}</span>}
      </span>
      <span className={classes.enter} aria-hidden="true">
        ↵
      </span>
    </div>
  );
}
