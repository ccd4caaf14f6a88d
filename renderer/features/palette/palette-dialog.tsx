import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { atEngine } from '../../lib/docker-cli';
import { useEngine } from '../../store/mirror';
import { useReturnFocus } from '../../ui/use-return-focus';
import { CommandLine } from './command-line';
import type { Command } from './commands';
import classes from './palette.module.css';
import { closePalette, setQuery, usePalette } from './palette-store';
import { rememberCommand } from './recent';
import { useCommands } from './use-commands';

/** Finds containers, images, pages and actions by a few letters, and does what is chosen. */
export function PaletteDialog() {
  const { t } = useTranslation();
  const id = useId();
  const [before] = useState(() => document.activeElement);
  useReturnFocus();
  const query = usePalette((state) => state.query);
  const [active, setActive] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const groups = useCommands(useDeferredValue(query));
  const commands = groups.flatMap(([, lines]) => lines);
  const at = Math.max(
    0,
    commands.findIndex((command) => command.id === active),
  );
  const chosen = commands[at];
  const chosenId = chosen?.id;
  const engine = useEngine()?.endpoint.cli;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is chosen
  useEffect(() => {
    // The first line shows its group's name as well.
    if (at === 0) list.current?.scrollTo({ top: 0 });
    else list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  const run = (command: Command) => {
    rememberCommand(command.id);
    flushSync(closePalette);
    // Back where it was before anything else takes it, so that a dialog that opens now gives it back there.
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    command.run();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // A Hangul syllable that is being put together takes these keys.
    if (event.nativeEvent.isComposing || commands.length === 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const isPage = event.key.startsWith('Page');
      const next = isPage ? Math.min(Math.max(to, 0), commands.length - 1) : to % commands.length;
      setActive(commands.at(next)?.id ?? null);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      run(chosen);
    }
  };

  return (
    <Modal.Root opened onClose={closePalette} size={600} padding={0} yOffset="11vh" returnFocus={false}>
      <Modal.Overlay transitionProps={{ duration: 0 }} />
      <Modal.Content
        aria-label={t('palette:title')}
        transitionProps={{ duration: 0 }}
        classNames={{ content: classes.content }}
      >
        <div className={classes.field}>
          <IconSearch size={16} stroke={1.5} aria-hidden />
          <input
            type="text"
            role="combobox"
            aria-label={t('palette:search')}
            aria-expanded={commands.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={chosen && lineId(id, chosen)}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            placeholder={t('palette:placeholder')}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setActive(null);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div
          ref={list}
          id={`${id}-list`}
          className={classes.list}
          role="listbox"
          aria-label={t('palette:title')}
        >
          {groups.map(([group, lines]) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
              <div id={`${id}-${group}`} className={classes.group} role="presentation">
                {t(`palette:group.${group}`)}
              </div>
              {lines.map((command) => (
                <CommandLine
                  key={command.id}
                  id={lineId(id, command)}
                  command={command}
                  isActive={command === chosen}
                  onPoint={() => setActive(command.id)}
                  onChoose={() => run(command)}
                />
              ))}
            </div>
          ))}
        </div>
        {commands.length === 0 && <p className={classes.none}>{t('palette:none')}</p>}
        <span className="sr-only" role="status">
          {t('palette:count', { count: commands.length })}
        </span>
        <footer className={classes.foot} aria-hidden="true">
          <Hint keys="↑ ↓" word={t('palette:hint.choose')} />
          <Hint keys="↵" word={t('palette:hint.run')} />
          <Hint keys="Esc" word={t('palette:hint.close')} />
          {chosen?.cli && <code className={classes.cli}>{atEngine(chosen.cli, engine)}</code>}
        </footer>
      </Modal.Content>
    </Modal.Root>
  );
}

/** An id in the document must not have spaces. */
const lineId = (id: string, command: Command) => `${id}-${command.id.replaceAll(' ', '_')}`;

function Hint({ keys, word }: { keys: string; word: string }) {
  return (
    <span>
      <kbd>{keys}</kbd> {word}
    </span>
  );
}
