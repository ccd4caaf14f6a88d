/** Korean, one namespace a file. */
export const resources = import.meta.glob<Record<string, unknown>>('./ko/*.json', {
  eager: true,
  import: 'default',
});
