import type { BuildForm } from './builds';

/** Bytes that an argument or a variable of a program may have (Linux: 128 KiB), and all together. */
const longest = 120_000;
const longestAll = 1_000_000;

/**
 * Names of variables that mean something to the docker command itself, to what it is written in or to the system: as
 * a secret build argument they would have to be set for it.
 */
const steering =
  /^(?:(?:DOCKER|BUILDX|BUILDKIT|OTEL|LIGHTER|LD|DYLD|GO|SSL|SSH|GNUPG|XDG|LC|LANG|RES|DBUS)[A-Z0-9_]*|PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|DISPLAY|WAYLAND_DISPLAY|PASSWORD_STORE_DIR|(?:HTTPS?|NO|ALL|FTP)_PROXY|NO_COLOR|SYSTEMROOT|WINDIR|COMSPEC|USERPROFILE|(?:LOCAL)?APPDATA|PROGRAM(?:DATA|FILES))$/i;

/** Whether a form's values can be handed to `docker buildx`, the secret ones out of everybody's sight. Pure. */
export function canPass({ args, secrets }: Pick<BuildForm, 'args' | 'secrets'>): boolean {
  const texts = [...args.map(({ name, value }) => `${name}=${value}`), ...secrets.map(({ value }) => value)];
  const sizes = texts.map((text) => new TextEncoder().encode(text).length);
  return (
    sizes.every((size) => size <= longest) &&
    sizes.reduce((sum, size) => sum + size, 0) <= longestAll &&
    !texts.some((text) => text.includes('\0')) &&
    !args.some(({ name, secret }) => secret && steering.test(name))
  );
}
