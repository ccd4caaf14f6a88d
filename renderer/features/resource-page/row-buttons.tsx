// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { IconDotsVertical } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StateSign } from '../../ui/state-mark';
import classes from './resource-row.module.css';
import type { RowAction } from './types';

interface RowButtonsProps {
  /** All of them; only some are shown. */
  actions: readonly RowAction[];
  busy: boolean;
  tabIndex: number;
  more: string;
  onMenu: (box: DOMRect) => void;
}

const slots = ['first', 'second', 'third'];

/** The last cell of a row: the likeliest actions, and the menu with all of them. */
export function RowButtons({ actions, busy, tabIndex, more, onMenu }: RowButtonsProps) {
  return (
    <div role="gridcell" className={classes.actions}>
      {actions
        .filter((action) => action.shown)
        .map((action, slot) => (
          // Keyed by place: the button under the pointer keeps the focus when Start becomes Stop.
          <ActionButton
            key={slots[slot] ?? action.id}
            action={action}
            busy={busy}
            turning={busy && slot === 0}
            tabIndex={tabIndex}
          />
        ))}
      <IconButton
        label={more}
        tabIndex={tabIndex}
        menu
        onClick={onMenu}
        icon={<IconDotsVertical size={16} stroke={1.5} aria-hidden />}
      />
    </div>
  );
}

interface ActionButtonProps {
  action: RowAction;
  busy: boolean;
  /** Shows that something is under way. */
  turning: boolean;
  tabIndex: number;
}

function ActionButton({ action, busy, turning, tabIndex }: ActionButtonProps) {
  return (
    <IconButton
      label={action.label}
      tabIndex={tabIndex}
      danger={action.danger}
      hover={action.shown === 'hover'}
      disabled={busy || action.disabled !== undefined}
      hint={action.disabled}
      onClick={action.run}
      icon={
        turning ? <StateSign shape="spin" tone="warn" /> : <action.icon size={16} stroke={1.5} aria-hidden />
      }
    />
  );
}

interface IconButtonProps {
  label: string;
  icon: ReactNode;
  tabIndex: number;
  onClick: (box: DOMRect) => void;
  danger?: boolean;
  hover?: boolean;
  menu?: boolean;
  disabled?: boolean;
  hint?: string;
}

function IconButton({
  label,
  icon,
  tabIndex,
  onClick,
  danger,
  hover,
  menu,
  disabled,
  hint,
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={label}
      title={hint ?? label}
      aria-haspopup={menu ? 'menu' : undefined}
      // Not `disabled`: a button that has the focus would lose it while its action runs.
      aria-disabled={disabled ? true : undefined}
      data-danger={danger}
      data-hover={hover}
      tabIndex={tabIndex}
      onClick={(event) => {
        if (!disabled) onClick(event.currentTarget.getBoundingClientRect());
      }}
    >
      {icon}
    </button>
  );
}
