import type { ListSettings, ListView } from '@contract/settings';
import type { ListMemory } from '../../store/ui';

type Filtering = Pick<ListMemory, 'search' | 'chips' | 'filter'>;
type Layout = Pick<ListSettings, 'hidden' | 'order' | 'widths' | 'sort' | 'grouped'>;

const layoutOf = ({ hidden, order, widths, sort, grouped }: Layout): Layout => ({
  hidden,
  order,
  widths,
  sort,
  grouped,
});

/** The list as it stands, under a name. */
export const viewOf = (name: string, filtering: Filtering, layout: Layout): ListView => ({
  name,
  search: filtering.search,
  chips: [...filtering.chips],
  filter: filtering.filter,
  ...layoutOf(layout),
});

/** What to remember in the page, and in the settings, to see a view. */
export const partsOf = (view: ListView): { filtering: Filtering; layout: Layout } => ({
  filtering: { search: view.search, chips: view.chips, filter: view.filter },
  layout: layoutOf(view),
});

/** Whether the list stands as the view says, whatever its name. */
export function isInForce(view: ListView, filtering: Filtering, layout: Layout, first: string): boolean {
  const plain = (filtering: Filtering, layout: Layout) =>
    JSON.stringify(
      viewOf(
        '',
        { ...filtering, search: filtering.search.trim(), filter: filtering.filter || first },
        layout,
      ),
    );
  return plain(view, view) === plain(filtering, layout);
}

/** The views with one more; one of that name gives way. */
export const withView = (views: readonly ListView[], view: ListView): ListView[] => [
  ...views.filter(({ name }) => name !== view.name),
  view,
];

/** The views with one under another name, in its place; null where another has that name already. */
export function renameView(views: readonly ListView[], from: string, to: string): ListView[] | null {
  const name = to.trim();
  if (name === '' || (name !== from && views.some((view) => view.name === name))) return null;
  return views.map((view) => (view.name === from ? { ...view, name } : view));
}
