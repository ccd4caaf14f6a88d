import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './resource-page.module.css';

interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  /** Arrow down leads into the list. */
  onLeave: () => void;
}

/** The search of a list; `/` anywhere on the page goes there, Esc empties it. */
export function SearchBox({ value, onChange, onLeave }: SearchBoxProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input:not([type="checkbox"]), textarea, [contenteditable], [role="dialog"]'))
        return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div className={classes.search}>
      <IconSearch size={16} stroke={1.5} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={t('list:search')}
        aria-keyshortcuts="/"
        placeholder={t('list:search')}
        spellCheck={false}
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            onLeave();
          }
        }}
      />
      <span className={classes.slash} aria-hidden="true">
        /
      </span>
    </div>
  );
}
