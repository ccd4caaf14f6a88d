import type { MoreOption } from './more-option';
import { plainMore } from './plain-options';
import { sectionIds } from './section-ids';
import { specialMore } from './special-options';

/** In the order of the form. What must come before others is at the top: the further networks need the first. */
export const moreOptions: readonly MoreOption[] = [...specialMore, ...plainMore].sort(
  (a, b) => sectionIds.indexOf(a.section) - sectionIds.indexOf(b.section),
);
