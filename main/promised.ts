/** A promise and what keeps it (`Promise.withResolvers`, which the oldest Node here does not have). */
export interface Promised<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
}

/** Makes a promise that somebody else keeps; only the first value counts. */
export function promised<T>(): Promised<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
}
