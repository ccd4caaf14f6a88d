import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format';
import classes from './search-field.module.css';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What matches; null without a query, `broken` when it cannot be read, `slow` when it was given up. */
  matches: number | 'broken' | 'slow' | null;
  /** The place of the hit shown, from 1; 0 when none is. */
  place: number;
  onStep: (direction: 1 | -1) => void;
  className?: string | undefined;
  /** Options inside the field. */
  children?: ReactNode;
}

/** Search inside a text: Ctrl+F leads there, Enter and Shift+Enter walk the hits, Esc empties it. */
export function SearchField({
  label,
  value,
  onChange,
  onStep,
  className,
  children,
  ...hits
}: SearchFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onFind = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onFind);
    return () => document.removeEventListener('keydown', onFind);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && value !== '') onChange('');
    else return;
    event.preventDefault();
  };
  const canStep = typeof hits.matches === 'number' && hits.matches > 0;
  const button = (name: string) =>
    ({ variant: 'default', size: 32, 'aria-label': name, title: name }) as const;
  return (
    <>
      <div className={`${classes.field} ${className ?? ''}`}>
        <IconSearch size={16} stroke={1.5} aria-hidden />
        <input
          ref={input}
          type="search"
          aria-label={label}
          placeholder={label}
          spellCheck={false}
          maxLength={1000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <span className={classes.count} data-testid="matches" data-broken={typeof hits.matches === 'string'}>
          <Count {...hits} />
        </span>
        {children}
      </div>
      <span className={classes.steps}>
        <ActionIcon {...button(t('inspect:previous'))} disabled={!canStep} onClick={() => onStep(-1)}>
          <IconChevronUp size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
        <ActionIcon {...button(t('inspect:next'))} disabled={!canStep} onClick={() => onStep(1)}>
          <IconChevronDown size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </span>
    </>
  );
}

function Count({ matches, place }: Pick<SearchFieldProps, 'matches' | 'place'>) {
  const { t } = useTranslation();
  if (matches === null) return null;
  if (matches === 'broken') return t('inspect:brokenPattern');
  if (matches === 'slow') return t('inspect:slowPattern');
  if (matches === 0) return t('inspect:noMatch');
  const number = formatNumber(matches);
  return place > 0 ? `${formatNumber(place)} / ${number}` : number;
}
