import { create } from 'zustand';

/** The questions about containers that have a dialog. */
export type ContainerQuestion =
  | 'signal'
  | 'rename'
  | 'limits'
  | 'change-image'
  | 'edit'
  | 'duplicate'
  | 'commit'
  | 'copy-to';

/** The dialogs that any page may open; app.tsx loads and shows them. */
export type OpenDialog =
  | { kind: 'run'; image?: string }
  | { kind: 'pull'; ref?: string }
  | { kind: 'push'; tag: string }
  | { kind: 'tag'; image: string }
  | { kind: 'load' }
  /** `again`: a former build's id. */
  | { kind: 'build'; again?: string }
  | { kind: 'build-cache' }
  /** `back`: the dialog that needs the login, shown again after it. */
  | { kind: 'login'; server?: string; back?: OpenDialog }
  | { kind: 'tasks' }
  | { kind: 'engine'; action: 'stop' | 'restart' }
  | { kind: 'switch' }
  | { kind: 'keys' }
  /** `image`: what `change-image` proposes, instead of the image the container has. */
  | { kind: 'container'; action: ContainerQuestion; ids: readonly string[]; image?: string };

/** What a list keeps while its page is away. */
export interface ListMemory {
  search: string;
  /** Terms that were put beside the search: `image:nginx`. */
  chips: readonly string[];
  filter: string;
  /** px from the top. */
  scroll: number;
  selected: ReadonlySet<string>;
  /** The row that has (or would get) the focus. */
  active: string | null;
}

interface UiState {
  dialog: OpenDialog | null;
  openDialog(dialog: OpenDialog): void;
  closeDialog(): void;
  /** Rows with an action under way: id → the action's name. */
  pending: ReadonlyMap<string, string>;
  markPending(ids: readonly string[], action: string): void;
  clearPending(ids: readonly string[]): void;
  /** How often objects were changed in ways that no row shows: id → count. */
  touched: ReadonlyMap<string, number>;
  touch(ids: readonly string[]): void;
  lists: Readonly<Record<string, ListMemory>>;
  remember(list: string, change: Partial<ListMemory>): void;
  /** One object has taken another's place: what was selected or had the focus is now the other. */
  replace(list: string, from: string, to: string): void;
  /** Another engine: its rows, marks and selections are not this one's. */
  forgetEngine(): void;
}

export const emptyMemory: ListMemory = {
  search: '',
  chips: [],
  filter: '',
  scroll: 0,
  selected: new Set(),
  active: null,
};

/** What only the page knows; features write here and nowhere else. */
export const useUi = create<UiState>((set) => ({
  dialog: null,
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  pending: new Map(),
  markPending: (ids, action) =>
    set((state) => ({ pending: new Map([...state.pending, ...ids.map((id) => [id, action] as const)]) })),
  clearPending: (ids) =>
    set((state) => {
      const pending = new Map(state.pending);
      for (const id of ids) pending.delete(id);
      return { pending };
    }),
  touched: new Map(),
  touch: (ids) =>
    set(({ touched }) => ({
      touched: new Map([...touched, ...ids.map((id) => [id, (touched.get(id) ?? 0) + 1] as const)]),
    })),
  lists: {},
  remember: (list, change) =>
    set((state) => ({
      lists: { ...state.lists, [list]: { ...(state.lists[list] ?? emptyMemory), ...change } },
    })),
  replace: (list, from, to) =>
    set((state) => {
      const memory = state.lists[list] ?? emptyMemory;
      const selected = [...memory.selected].map((key) => (key === from ? to : key));
      const active = memory.active === from ? to : memory.active;
      return { lists: { ...state.lists, [list]: { ...memory, selected: new Set(selected), active } } };
    }),
  forgetEngine: () =>
    set((state) => ({
      pending: new Map(),
      touched: new Map(),
      lists: Object.fromEntries(
        Object.entries(state.lists).map(([list, memory]) => [
          list,
          { ...memory, scroll: 0, selected: new Set<string>(), active: null },
        ]),
      ),
    })),
}));

/** The action under way on this object, undefined when there is none. */
export const usePending = (id: string) => useUi((state) => state.pending.get(id));

export const openDialog = (dialog: OpenDialog) => useUi.getState().openDialog(dialog);
export const closeDialog = () => useUi.getState().closeDialog();
