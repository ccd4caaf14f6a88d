import { ActionIcon } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FocusEvent, type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import classes from './run.module.css';

/** A group of the form with its heading; the section list at the left leads to it. */
export function Section({ id, title, children }: { id: string; title?: string; children: ReactNode }) {
  return (
    <fieldset className={classes.section} data-section={id}>
      {title && <legend className={classes.legend}>{title}</legend>}
      {children}
    </fieldset>
  );
}

/** The trash button at a row's end. Its name holds no field's name, so that a field is found by its label. */
export function RemoveRow({ index, onRemove }: { index: number; onRemove: () => void }) {
  const { t } = useTranslation();
  const name = t('run:removeRow', { row: index + 1 });
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={name}
      title={name}
      onClick={(event) => {
        // The button goes with its row; the focus must not go with it.
        event.currentTarget.closest('fieldset')?.querySelector<HTMLElement>('[data-add]')?.focus();
        onRemove();
      }}
    >
      <IconTrash size={16} stroke={1.5} aria-hidden />
    </ActionIcon>
  );
}

/** Adds a row and leads the focus into it. */
export function AddRow({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <button
      type="button"
      className={classes.add}
      data-add
      onClick={(event) => {
        const section = event.currentTarget.closest('fieldset');
        flushSync(onAdd);
        [...(section?.querySelectorAll<HTMLElement>('[data-first]') ?? [])].at(-1)?.focus();
      }}
    >
      <IconPlus size={14} stroke={1.5} aria-hidden />
      {label}
    </button>
  );
}

/** Whether the focus is somewhere inside: a row being typed is not yet told that half of it is missing. */
export function useFocusWithin() {
  const [isWithin, setWithin] = useState(false);
  return {
    isWithin,
    focusProps: {
      onFocus: () => setWithin(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setWithin(false);
      },
    },
  };
}
