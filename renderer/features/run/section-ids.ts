/** The form's sections, in its order. */
export const sectionIds = [
  'basics',
  'ports',
  'volumes',
  'environment',
  'command',
  'network',
  'limits',
  'health',
  'labels',
  'security',
] as const;
export type SectionId = (typeof sectionIds)[number];
