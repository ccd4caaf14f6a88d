import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { notifySuccess } from '../../ui/notify';
import classes from './terminal.module.css';
import { setTerminalPreference, useTerminalPreferences } from './terminal-preferences';
import type { TerminalSession } from './terminal-session';
import { maxSessions } from './terminals';

interface TerminalToolbarProps {
  group: { sessions: readonly TerminalSession[]; active: number };
  /** The id of what the active tab shows. */
  panel: string;
  canOpen: boolean;
  isWishing: boolean;
  onShow: (number: number) => void;
  onOpen: () => void;
  onWish: () => void;
  onClose: () => void;
}

/** The sessions as tabs (arrow keys move between them), and what can be done with them. */
export function TerminalToolbar(props: TerminalToolbarProps) {
  const { t } = useTranslation();
  const { group, panel } = props;
  const { screenReader } = useTerminalPreferences();
  const { sessions } = group;
  const active = sessions.find(({ number }) => number === group.active);
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Enter' && active) {
      event.preventDefault();
      active.screen.focus();
      return;
    }
    const at = sessions.findIndex(({ number }) => number === group.active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: sessions.length - 1 }[event.key];
    const session = to === undefined ? undefined : sessions.at(to % sessions.length);
    if (!session) return;
    event.preventDefault();
    props.onShow(session.number);
    document.getElementById(`session-${session.number}`)?.focus();
  };

  const copy = async () => {
    if (!active) return;
    await navigator.clipboard.writeText(active.screen.text());
    notifySuccess(t('common:copied'));
  };

  return (
    <div className={classes.toolbar}>
      {sessions.length > 0 && (
        <div
          className={classes.tabs}
          role="tablist"
          aria-label={t('terminal:sessions')}
          onKeyDown={onKeyDown}
        >
          {sessions.map((session) => (
            <button
              key={session.number}
              id={`session-${session.number}`}
              type="button"
              role="tab"
              aria-selected={session === active}
              aria-controls={session === active ? panel : undefined}
              tabIndex={session === active ? 0 : -1}
              className={classes.tab}
              data-live={session.isLive || undefined}
              onClick={(event) => {
                props.onShow(session.number);
                // A click means to type; the keyboard chooses with arrows and goes in with Enter.
                if (event.detail > 0) requestAnimationFrame(() => session.screen.focus());
              }}
            >
              {t('terminal:session', {
                number: session.number,
                program: session.options.attach ? t('terminal:attach.tab') : programOf(session),
              })}
            </button>
          ))}
        </div>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus {...icon} />}
        disabled={!props.canOpen || sessions.length >= maxSessions}
        title={sessions.length >= maxSessions ? t('terminal:tooMany', { count: maxSessions }) : undefined}
        onClick={props.onOpen}
      >
        {t('terminal:open')}
      </Button>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('terminal:options')}
        title={t('terminal:options')}
        aria-expanded={props.isWishing}
        onClick={props.onWish}
      >
        <IconAdjustmentsHorizontal {...icon} />
      </ActionIcon>
      <div className={classes.end}>
        <Switch
          size="xs"
          label={t('terminal:screenReader')}
          title={t('terminal:screenReaderHint')}
          checked={screenReader}
          classNames={{ label: classes.switchLabel }}
          onChange={(event) => setTerminalPreference({ screenReader: event.currentTarget.checked })}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('terminal:copy')}
          title={t('terminal:copyHint')}
          disabled={!active}
          onClick={() => void copy()}
        >
          <IconCopy {...icon} />
        </ActionIcon>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconX {...icon} />}
          title={t(active?.options.attach ? 'terminal:attach.closeHint' : 'terminal:closeHint')}
          disabled={!active}
          loading={active?.state.kind === 'closing'}
          onClick={props.onClose}
        >
          {t(active?.options.attach ? 'terminal:attach.close' : 'terminal:close')}
        </Button>
      </div>
    </div>
  );
}

/** The program's name, without its folder. */
function programOf({ state, options }: TerminalSession): string {
  const [program = ''] = state.kind === 'running' ? state.command : options.command;
  return program.split('/').at(-1) || 'sh';
}
