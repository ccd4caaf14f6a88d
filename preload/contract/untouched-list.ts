import type { ListSettings } from './settings';

// Apart from the schemas: the page's first script does without the library they are made with.
/** A list nobody has arranged. */
export const untouchedList: ListSettings = {
  hidden: [],
  order: [],
  widths: {},
  sort: null,
  grouped: true,
  collapsed: [],
  views: [],
};
