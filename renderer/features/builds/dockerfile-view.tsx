import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers } from '@codemirror/view';
import type { DockerfileHint } from '@contract/builds';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface DockerfileViewProps {
  /** The text to begin with; another one starts afresh. */
  text: string;
  /** Its name for assistive technology. */
  label: string;
  /** The line that failed, counted from 1. */
  failedLine?: number | null;
  hints?: readonly DockerfileHint[];
  /** Makes it an editor. */
  onChange?: (text: string) => void;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--lighter-accent-text)', fontWeight: '600' },
  { tag: tags.comment, color: 'var(--lighter-text-muted)', fontStyle: 'italic' },
  { tag: tags.string, color: 'var(--lighter-ok)' },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: 'var(--lighter-text)' },
]);

const theme = EditorView.theme({
  '&': {
    height: '100%',
    fontSize: '12px',
    color: 'var(--lighter-text)',
    backgroundColor: 'var(--lighter-bg)',
  },
  '.cm-scroller': { fontFamily: 'var(--lighter-mono)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--lighter-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--lighter-bg-sunken)',
    color: 'var(--lighter-text-muted)',
    borderInlineEnd: '1px solid var(--lighter-border)',
  },
  '.cm-failed': { backgroundColor: 'var(--lighter-bad-soft)', boxShadow: 'inset 3px 0 var(--lighter-bad)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--lighter-bg-raised)',
    border: '1px solid var(--lighter-border)',
    color: 'var(--lighter-text)',
  },
  '&.cm-focused': { outline: '2px solid var(--lighter-accent)', outlineOffset: '-2px' },
});

/** A Dockerfile in colours, with its hints and the line that failed; to read, or to write where it may change. */
export function DockerfileView({
  text,
  label,
  failedLine = null,
  hints = [],
  onChange,
}: DockerfileViewProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const tell = useRef(onChange);
  tell.current = onChange;
  const isEditor = onChange !== undefined;

  useEffect(() => {
    if (!place.current) return;
    const doc = text.replaceAll('\r\n', '\n');
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          StreamLanguage.define(dockerFile),
          syntaxHighlighting(colours),
          theme,
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorState.readOnly.of(!isEditor),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tell.current?.(update.state.doc.toString());
          }),
          ...markOf(doc, failedLine),
        ],
      }),
    });
    view.current = editor;
    if (failedLine !== null && failedLine <= editor.state.doc.lines) {
      const { from } = editor.state.doc.line(failedLine);
      editor.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    }
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [text, label, failedLine, isEditor]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { doc } = editor.state;
    const at = ({ line, column }: DockerfileHint['from']) =>
      Math.min(doc.line(Math.min(line + 1, doc.lines)).from + column, doc.length);
    const diagnostics = hints.map(({ code, severity, from, to, subject }) => ({
      from: at(from),
      to: Math.max(at(from), at(to)),
      severity,
      message: t(`builds:hint.${code}`, { subject }),
    }));
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [hints, t]);

  return <div ref={place} style={{ height: '100%' }} data-testid="dockerfile" />;
}

/** Marks the failed instruction: its line, and those it goes on in. */
function markOf(text: string, failedLine: number | null) {
  const lines = text.split('\n');
  if (failedLine === null || failedLine > lines.length) return [];
  let last = failedLine;
  while (/[\\`]\s*$/.test(lines[last - 1] ?? '') && last < lines.length) last += 1;
  const mark = Decoration.line({ class: 'cm-failed' });
  let at = 0;
  const ranges = lines.flatMap((line, index) => {
    const from = at;
    at += line.length + 1;
    return index + 1 >= failedLine && index + 1 <= last ? [mark.range(from)] : [];
  });
  return [EditorView.decorations.of(Decoration.set(ranges))];
}
