import { IconAlertCircle } from '@tabler/icons-react';
import { type RefObject, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunFields } from './fields';
import type { FieldKey, Problems } from './problems';
import classes from './run.module.css';
import { type SectionId, sectionIds } from './section-ids';
import { countOf, sectionOf } from './sections';

/** Which section the user looks at: the one clicked, the one with the focus, or the one scrolled to. */
export function useSections(scroller: RefObject<HTMLDivElement | null>) {
  const [active, setActive] = useState<SectionId>('basics');
  // While a click scrolls, what passes by is not what the user looks at.
  const isJumping = useRef(false);

  const elements = useCallback(
    () => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-section]') ?? [])],
    [scroller],
  );
  const idOf = (element: HTMLElement | undefined) => element?.dataset.section as SectionId | undefined;

  const jump = (id: SectionId) => {
    const element = elements().find((candidate) => idOf(candidate) === id);
    isJumping.current = true;
    setActive(id);
    element?.scrollIntoView({ block: 'start' });
    element?.querySelector<HTMLElement>('input, select, button')?.focus({ preventScroll: true });
  };
  const focusField = useCallback(
    (field: FieldKey) => {
      const element = scroller.current?.querySelector<HTMLElement>(`[data-field="${field}"]`);
      element?.scrollIntoView({ block: 'center' });
      element?.focus({ preventScroll: true });
    },
    [scroller],
  );
  return {
    active,
    jump,
    focusField,
    scrollProps: {
      onWheel: () => {
        isJumping.current = false;
      },
      onScroll: () => {
        const box = scroller.current;
        if (!box || isJumping.current) return;
        const passed = elements().filter((element) => element.offsetTop <= box.scrollTop + 24);
        const id = idOf(passed.at(-1));
        if (id) setActive(id);
      },
      onFocusCapture: (event: React.FocusEvent<HTMLElement>) => {
        const id = idOf(event.target.closest<HTMLElement>('[data-section]') ?? undefined);
        if (id) setActive(id);
      },
    },
  };
}

interface SectionListProps {
  fields: RunFields;
  problems: Problems;
  active: SectionId;
  onJump: (id: SectionId) => void;
}

/** The list at the left, with the number of rows in each section and a sign where a field cannot work. */
export function SectionList({ fields, problems, active, onJump }: SectionListProps) {
  const { t } = useTranslation();
  const troubled = new Set([...problems.keys()].map(sectionOf));
  return (
    <nav className={classes.nav} aria-label={t('run:sections')}>
      {sectionIds.map((id) => (
        <button
          key={id}
          type="button"
          className={classes.navItem}
          aria-current={id === active ? 'true' : undefined}
          onClick={() => onJump(id)}
        >
          <span>{t(`run:section.${id}`)}</span>
          {troubled.has(id) ? (
            <IconAlertCircle
              size={14}
              stroke={1.5}
              role="img"
              aria-label={t('run:hasProblem')}
              className={classes.bad}
            />
          ) : (
            countOf(id, fields) > 0 && <span className={classes.muted}>{countOf(id, fields)}</span>
          )}
        </button>
      ))}
    </nav>
  );
}
