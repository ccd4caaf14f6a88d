import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { useEngine } from '../../store/mirror';
import { CliFooter } from '../../ui/cli-footer';
import { ErrorNotice } from '../../ui/error-notice';
import { copyLog, saveLog } from './log-export';
import { LogLines } from './log-lines';
import { LogNotice } from './log-notice';
import { setLogPreference, useLogPreferences } from './log-preferences';
import type { LogQuery } from './log-search';
import { LogSession } from './log-session';
import { LogToolbar } from './log-toolbar';
import classes from './logs.module.css';

interface LogViewProps {
  id: string;
  name: string;
}

/** A container's log: follows, searches, copies and saves. Give it `key={id}`: it belongs to one container. */
export function LogView({ id, name }: LogViewProps) {
  const { t } = useTranslation();
  const [session] = useState(() => new LogSession(id));
  const version = useSyncExternalStore(session.subscribe, session.getVersion);
  const [follow, setFollow] = useState(true);
  const [query, setQuery] = useState<LogQuery>({ text: '', matchCase: false, regex: false });
  const [target, setTarget] = useState<{ seq: number } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const { timestamps, wrap } = useLogPreferences();
  const topRow = useRef(0);
  const engine = useEngine();
  const { buffer, search } = session;

  // Opens with the view, and again when another connection to the engine stands where the last one broke.
  const connection = engine?.state === 'running' ? engine.epoch : null;
  useEffect(() => {
    if (connection !== null && !session.isOpen) session.open();
  }, [session, connection]);
  useEffect(() => () => session.dispose(), [session]);

  const changeQuery = (next: LogQuery) => {
    setQuery(next);
    setTarget(null);
    session.setQuery(next);
  };

  const step = (direction: 1 | -1) => {
    if (!search) return;
    const from = target ? target.seq + 1 : topRow.current;
    const seq = direction === 1 ? search.next(from) : search.previous(target?.seq ?? topRow.current);
    if (seq === null) return;
    setFollow(false);
    setTarget({ seq });
  };

  const save = async () => {
    setSaving(true);
    await saveLog(id, name, timestamps);
    setSaving(false);
  };

  const command = shellLine([
    'docker',
    'logs',
    ...(follow ? ['-f'] : []),
    ...(timestamps ? ['-t'] : []),
    name,
  ]);
  return (
    <div className={classes.view}>
      <LogToolbar
        query={query}
        onQuery={changeQuery}
        matches={session.brokenQuery ? 'broken' : (search?.count ?? null)}
        place={search && target ? search.place(target.seq) : 0}
        onStep={step}
        follow={follow}
        onFollow={setFollow}
        timestamps={timestamps}
        onTimestamps={(next) => setLogPreference({ timestamps: next })}
        wrap={wrap}
        onWrap={(next) => setLogPreference({ wrap: next })}
        onCopy={() => void copyLog(buffer, timestamps)}
        onSave={() => void save()}
        onClear={() => session.clear()}
        isSaving={isSaving}
      />
      {session.error && (
        <div className={classes.problem}>
          <ErrorNotice error={session.error} onRetry={() => session.open()} />
        </div>
      )}
      <LogNotice session={session} />
      <LogLines
        session={session}
        version={version}
        follow={follow}
        onFollow={setFollow}
        timestamps={timestamps}
        wrap={wrap}
        target={target}
        topRow={topRow}
      />
      <CliFooter command={command}>
        {t('logs:lines', { count: buffer.lines, number: formatNumber(buffer.lines) })}
        {' · '}
        {formatBytes(buffer.bytes)}
      </CliFooter>
    </div>
  );
}
