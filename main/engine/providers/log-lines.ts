import type { EngineFailureCode } from '@contract/engine';

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

/** What a line of logfmt (`time=… level=error msg="…"`) or of its short form says; other lines as they are. Pure. */
export function message(line: string): string {
  // Logrus writes `FATA[0003] …` where it takes its output for a terminal.
  const plain = line
    .replace(escapes, '')
    .trim()
    .replace(/^[A-Z]{4}\[\d+\] /, '');
  const quoted = /\bmsg="((?:[^"\\]|\\.)*)"/.exec(plain)?.[1];
  if (quoted !== undefined) {
    const error = /\berror="((?:[^"\\]|\\.)*)"/.exec(plain)?.[1];
    return [quoted, error].filter(Boolean).join(': ').replaceAll('\\"', '"');
  }
  return /\bmsg=(\S+)/.exec(plain)?.[1] ?? plain;
}

/** Of dockerd's libraries, of its scripts, and of systemd about the unit: they say nothing of why. */
const chatter =
  /module=grpc|\+ (exec|case|:|\[|command)|^docker\.service: |^(Starting|Started|Stopping|Stopped|Failed to start) (docker\.service - )?Docker Application/;

/** Lines that are shown while something is under way. */
const shownLines = 6;

/** The last lines worth showing while something is under way, as `message` reads them. Pure. */
export function lastLines(lines: readonly string[]): string[] {
  return lines
    .filter((line) => line.trim() !== '' && !chatter.test(line))
    .map(message)
    .slice(-shownLines);
}
const serious =
  /level=(fatal|error|panic)|^(FATA|ERRO|PANI)\[|^> errors |\berror:|^(failed|unable|error|cannot|fatal|panic)\b|not authorized|denied/i;

/**
 * The lines that say why it failed, at most three, in order: those marked as errors or that begin as one; without
 * any, the last three. Pure.
 */
export function decisiveLines(lines: readonly string[]): string[] {
  const said = lines.filter((line) => line.trim() !== '' && !chatter.test(line));
  const bad = said.filter((line) => serious.test(line.trim()));
  const chosen = (bad.length > 0 ? bad : said).map(message);
  return [...new Set(chosen)].slice(-3);
}

/** In this order: the first that matches tells what to do next. */
const causes: readonly [RegExp, EngineFailureCode][] = [
  [/no space left|disk quota/i, 'disk-full'],
  [/not authorized|authentication is required|access denied|dismissed|polkit/i, 'not-authorized'],
  [/newuidmap|newgidmap|subuid|subgid|rootlesskit|user namespaces?|slirp4netns/i, 'rootless'],
  [/iptables|nftables|netfilter/i, 'iptables'],
  [/containerd/i, 'containerd'],
  [/non-overlapping|bridge|address pool|conflicts with network/i, 'network'],
  [/address already in use|pid file found/i, 'in-use'],
  [/storage.driver|graphdriver|overlay|prior storage/i, 'storage'],
  [/cgroup/i, 'cgroup'],
  [/permission denied|operation not permitted|must be root|needs to be started with root/i, 'permission'],
  [/executable file not found|no such file/i, 'missing-program'],
  [/wsl|virtuali[sz]ation|hypervisor|qemu|vz driver|lima|starting vm/i, 'virtualisation'],
];

/** What kind of failure these lines tell of; `see-log` where none is recognised. Pure. */
export function failureCode(lines: readonly string[]): EngineFailureCode {
  const text = lines.join('\n');
  return causes.find(([pattern]) => pattern.test(text))?.[1] ?? 'see-log';
}
