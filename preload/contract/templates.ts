import { z } from 'zod';
import { call } from './define';
import { runForm } from './run-form';

/** What a template is called: one line. */
const templateName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u);

/** A run form kept in Lighter's profile. */
export const template = z.strictObject({
  name: templateName,
  form: runForm,
  /** Variables whose values were left out when it was saved. */
  withheld: z.array(z.string().max(1024)).max(1000),
  /** ms since 1970. */
  savedAt: z.number(),
});
export type Template = z.infer<typeof template>;

export const templateCalls = {
  /** All templates, by name. */
  'templates.list': call(z.strictObject({})).returns<Template[]>(),
  /** Keeps a form; one of the same name is replaced. Gives all templates. */
  'templates.save': call(template.omit({ savedAt: true })).returns<Template[]>(),
  /** A `conflict` when the new name is taken, `not-found` when there is no such template. */
  'templates.rename': call(z.strictObject({ name: templateName, to: templateName })).returns<Template[]>(),
  'templates.remove': call(z.strictObject({ name: templateName })).returns<Template[]>(),
};
