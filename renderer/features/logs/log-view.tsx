import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { useEngine } from '../../store/mirror';
import { CliFooter } from '../../ui/cli-footer';
import { ErrorNotice } from '../../ui/error-notice';
import { copyLines, copySelection, notifyNothing, saveLogs } from './log-export';
import { LogLines } from './log-lines';
import { LogNotice } from './log-notice';
import { setLogPreference, useLogPreferences } from './log-preferences';
import type { LogQuery } from './log-search';
import { type LogFilter, LogSession, type LogSource } from './log-session';
import { LogToolbar } from './log-toolbar';
import classes from './log-view.module.css';
import { SpanButton } from './span-button';

interface LogViewProps {
  /** One container, or several whose lines are shown together. */
  sources: readonly LogSource[];
  /** Between toolbar and lines; gets the filter in force and how to change it. */
  legend?: (filter: LogFilter, onFilter: (filter: LogFilter) => void) => ReactNode;
}

/** Logs: follows, searches, filters, copies and saves. Give it a `key` of the containers: it belongs to them. */
export function LogView({ sources, legend }: LogViewProps) {
  const { t } = useTranslation();
  const [session] = useState(() => new LogSession(sources));
  const version = useSyncExternalStore(session.subscribe, session.getVersion);
  const [follow, setFollow] = useState(true);
  const [query, setQuery] = useState<LogQuery>({ text: '', matchCase: false, regex: false });
  const [target, setTarget] = useState<{ seq: number } | null>(null);
  const [isSaving, setSaving] = useState(false);
  const { timestamps, wrap } = useLogPreferences();
  const topRow = useRef(0);
  const selected = useRef<(() => string | null) | null>(null);
  const engine = useEngine();
  const { buffer, search, rows, filter, span } = session;
  const names = session.sources.length > 1 ? session.sources.map(({ name }) => name) : null;

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

  const show = (seq: number | null) => {
    if (seq === null) return;
    setFollow(false);
    setTarget({ seq });
  };
  const step = (direction: 1 | -1) => {
    if (!search) return;
    const from = target ? target.seq + 1 : topRow.current;
    show(direction === 1 ? search.hits.next(from) : search.hits.previous(target?.seq ?? topRow.current));
  };
  const jump = (moment: number) => {
    const seq = session.rowAt(moment);
    if (seq === null) notifyNothing();
    show(seq);
  };

  const copy = () => {
    const text = selected.current?.() ?? null;
    void (text === null ? copyLines(buffer, rows, { timestamps, names }) : copySelection(text));
  };
  const save = async () => {
    setSaving(true);
    await saveLogs(session.sources, timestamps);
    setSaving(false);
  };

  const matches = session.brokenQuery ? 'broken' : search?.tooSlow ? 'slow' : (search?.hits.size ?? null);
  const shownLines = rows.size === buffer.size ? buffer.lines : rows.size;
  return (
    <div className={classes.view}>
      <LogToolbar
        query={query}
        onQuery={changeQuery}
        matches={matches}
        place={search && target ? search.hits.place(target.seq) : 0}
        onStep={step}
        follow={follow}
        onFollow={setFollow}
        timestamps={timestamps}
        onTimestamps={(next) => setLogPreference({ timestamps: next })}
        wrap={wrap}
        onWrap={(next) => setLogPreference({ wrap: next })}
        filter={filter}
        onFilter={(next) => session.setFilter(next)}
        span={<SpanButton span={span} onSpan={(next) => session.open(session.tail, next)} onJump={jump} />}
        onCopy={copy}
        onCopyLines={(withTime) => void copyLines(buffer, rows, { timestamps: withTime, names })}
        onSave={() => void save()}
        onClear={() => session.clear()}
        isSaving={isSaving}
      />
      {legend?.(filter, (next) => session.setFilter(next))}
      {session.error && (
        <div className={classes.problem}>
          <ErrorNotice error={session.error} onRetry={() => session.open()} />
        </div>
      )}
      <LogNotice session={session} />
      <LogLines
        session={session}
        version={version}
        rows={rows}
        follow={follow}
        onFollow={setFollow}
        timestamps={timestamps}
        wrap={wrap}
        target={target}
        topRow={topRow}
        selected={selected}
      />
      <CliFooter command={cliLine(session.sources, { follow, timestamps, span })}>
        {shownLines !== buffer.lines && `${formatNumber(shownLines)} / `}
        {t('logs:lines', { count: buffer.lines, number: formatNumber(buffer.lines) })}
        {' · '}
        {formatBytes(buffer.bytes)}
      </CliFooter>
    </div>
  );
}

interface CliOptions {
  follow: boolean;
  timestamps: boolean;
  span: LogSession['span'];
}

/** `docker logs` with the same options; the CLI takes one container at a time. */
function cliLine(sources: readonly LogSource[], { follow, timestamps, span }: CliOptions): string {
  const at = (ms: number) => new Date(ms).toISOString();
  const options = [
    ...(follow && span.until === null ? ['-f'] : []),
    ...(timestamps ? ['-t'] : []),
    ...(span.since === null ? [] : ['--since', at(span.since)]),
    ...(span.until === null ? [] : ['--until', at(span.until)]),
  ];
  const lines = sources.map(({ name }) => shellLine(['docker', 'logs', ...options, name]));
  return lines.join(follow && span.until === null ? ' & ' : ' && ');
}
