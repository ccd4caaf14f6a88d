import { blankForm, type RunForm, runForm } from '../run-form';

/**
 * The form without what the contract would refuse, so that it can be handed on and sent, and what was dropped. The
 * image stays as it is: a form has a field for it.
 */
export function soundForm(form: RunForm): { form: RunForm; dropped: { key: string; value: string }[] } {
  const parsed = runForm.safeParse(form);
  if (parsed.success) return { form, dropped: [] };
  const kept: Record<string, unknown> = { ...form };
  const dropped: { key: string; value: string }[] = [];
  const drop = (key: string, value: unknown) =>
    dropped.push({ key, value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200) });
  const places = new Map<string, Set<number>>();
  for (const { path } of parsed.error.issues) {
    const key = String(path[0]);
    if (key !== 'image') places.set(key, (places.get(key) ?? new Set()).add(Number(path[1] ?? -1)));
  }
  for (const [key, indexes] of places) {
    const value = kept[key];
    if (Array.isArray(value) && !indexes.has(-1)) {
      for (const index of indexes) drop(key, value[index]);
      kept[key] = value.filter((_, index) => !indexes.has(index));
    } else {
      drop(key, value);
      delete kept[key];
    }
  }
  return { form: { ...blankForm(form.image), ...kept }, dropped };
}
