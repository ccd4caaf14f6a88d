import type { z } from 'zod';

/** Carries a type that has no value at run time. */
export interface TypeOnly<T> {
  readonly __type?: T;
}

/** One call: a request, then one value or one typed error. */
export interface CallDef<I extends z.ZodType, O> {
  readonly input: I;
  readonly output: TypeOnly<O>;
}

/**
 * One stream over a MessagePort: the input opens it, `data` batches of `Item` come back, and the
 * view may send `Control` messages while it is open.
 */
export interface StreamDef<I extends z.ZodType, Item, C extends z.ZodType> {
  readonly input: I;
  readonly control: C | null;
  readonly item: TypeOnly<Item>;
}

/** Declares a call. `call(z.strictObject({…})).returns<Value>()` */
export function call<I extends z.ZodType>(input: I): { returns<O>(): CallDef<I, O> } {
  return { returns: <O>() => ({ input, output: {} as TypeOnly<O> }) };
}

/** Declares a stream. `stream(z.strictObject({…})).of<Item>()`, with `control` where the view may talk back. */
export function stream<I extends z.ZodType, C extends z.ZodType = z.ZodNever>(
  input: I,
  control: C | null = null,
): { of<Item>(): StreamDef<I, Item, C> } {
  return { of: <Item>() => ({ input, control, item: {} as TypeOnly<Item> }) };
}
