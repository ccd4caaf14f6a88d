import { IconSearch } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { isCovered, takesText } from '../../ui/key-scope';
import { openTerm, parseQuery, suggest, type Term } from './filter-query';
import classes from './resource-page.module.css';
import { Suggestions } from './suggestions';
import type { FilterField } from './types';

/** For whoever else writes into the search. */
export interface SearchHandle {
  /** Begins a term: `image:`, with the cursor behind it. */
  begin: (field: string) => void;
}

interface SearchBoxProps<Row> {
  value: string;
  onChange: (value: string) => void;
  /** Takes terms out of the text and puts them beside it. */
  onTerms: (terms: readonly Term[], rest: string) => void;
  /** Takes the last term back; gives its text, undefined where there is none. */
  onTakeBack: () => string | undefined;
  fields: readonly FilterField<Row>[];
  rows: readonly Row[];
  /** Arrow down leads into the list. */
  onLeave: () => void;
  ref?: Ref<SearchHandle>;
}

/** The search of a list; `/` anywhere on the page goes there, Esc empties it. `field:` offers values. */
export function SearchBox<Row extends object>(props: SearchBoxProps<Row>) {
  const { value, onChange, onTerms, onTakeBack, fields, rows, onLeave, ref } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [hasFocus, setHasFocus] = useState(false);
  const [active, setActive] = useState(-1);
  const offered = useMemo(
    () => (hasFocus ? suggest(value, fields, rows) : []),
    [hasFocus, value, fields, rows],
  );
  const chosen = offered[active];
  useSlashKey(input);
  useImperativeHandle(ref, () => ({
    begin: (field) => {
      onChange(`${value.trim() === '' ? '' : `${value.trim()} `}${field}:`);
      input.current?.focus();
    },
  }));

  const take = (term: Term) => {
    onTerms([term], value.slice(0, openTerm(value, fields)?.from ?? value.length).trimEnd());
    setActive(-1);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onChange('');
    else if (event.key === 'ArrowDown' && offered.length === 0) onLeave();
    else if (event.key === 'ArrowDown') setActive((active + 1) % offered.length);
    else if (event.key === 'ArrowUp' && offered.length > 0)
      setActive((active <= 0 ? offered.length : active) - 1);
    else if (event.key === 'Enter' && chosen) take(chosen.term);
    else if (event.key === 'Enter') {
      const { terms, words } = parseQuery(value, fields);
      if (terms.length > 0) onTerms(terms, words.join(' '));
    } else if (event.key === 'Backspace' && value === '') {
      const text = onTakeBack();
      if (text === undefined) return;
      onChange(text);
    } else return;
    if (event.key !== 'Escape') event.preventDefault();
  };

  return (
    <div className={classes.searchPlace}>
      <div className={classes.search}>
        <IconSearch size={16} stroke={1.5} aria-hidden />
        <input
          ref={input}
          type="search"
          aria-label={t('list:search')}
          aria-keyshortcuts="/"
          aria-autocomplete={fields.length > 0 ? 'list' : undefined}
          aria-controls={offered.length > 0 ? id : undefined}
          aria-activedescendant={chosen ? `${id}-${active}` : undefined}
          autoComplete="off"
          placeholder={t('list:search')}
          spellCheck={false}
          maxLength={200}
          value={value}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
          onChange={(event) => {
            onChange(event.target.value);
            setActive(-1);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={classes.slash} aria-hidden="true">
          /
        </span>
      </div>
      {offered.length > 0 && <Suggestions id={id} offered={offered} active={active} onTake={take} />}
    </div>
  );
}

function useSlashKey(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (takesText(event.target) || isCovered()) return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [input]);
}
