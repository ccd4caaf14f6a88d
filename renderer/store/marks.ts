import type { EngineMarks } from '@contract/settings';
import { useMemo } from 'react';
import { call } from '../lib/bridge';
import { currentSettings, useEngine, useMirror, useSettings } from './mirror';

type Mark = keyof EngineMarks;

const none: EngineMarks = { pinned: [], protected: [] };

const engineUrl = () => useMirror.getState().tables.engine.get('current')?.endpoint.url ?? '';

/** The names of this engine's containers that are marked. */
export function useMarks(): Readonly<Record<Mark, ReadonlySet<string>>> {
  const url = useEngine()?.endpoint.url ?? '';
  const own = useSettings()?.marks[url] ?? none;
  return useMemo(() => ({ pinned: new Set(own.pinned), protected: new Set(own.protected) }), [own]);
}

/** Whether a container is marked, at this moment. */
export const isMarked = (mark: Mark, name: string): boolean =>
  currentSettings()?.marks[engineUrl()]?.[mark].includes(name) ?? false;

/** Marks containers of this engine, or takes their marks away; remembered. */
export function setMark(mark: Mark, names: readonly string[], on: boolean): void {
  void call('settings.mark', { url: engineUrl(), mark, names: [...names], on });
}
