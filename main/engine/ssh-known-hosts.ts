import { createHash, createHmac, randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HostKeys } from '@contract/engines';
import { systemCode } from './errors';
import type { Commands } from './providers/commands';
import { destinationArgs, readSettings, SshFailure, type SshSettings, sshFailure } from './ssh-command';
import type { SshDestination } from './ssh-destination';

/** One host key, as ssh-keyscan and known_hosts write it. */
export interface HostKey {
  type: string;
  /** base64 */
  blob: string;
}

/** The name known_hosts has a host under. Pure. */
export function knownName({
  alias,
  hostName,
  port,
}: Pick<SshSettings, 'alias' | 'hostName' | 'port'>): string {
  if (alias !== null) return alias;
  return port === 22 ? hostName.toLowerCase() : `[${hostName.toLowerCase()}]:${port}`;
}

/** The keys in lines `host type blob`, whatever the host; comments, certificates and revoked keys left out. Pure. */
export function readKeys(text: string): HostKey[] {
  return text.split(/\r?\n/).flatMap((line) => {
    if (line.startsWith('#') || line.startsWith('@')) return [];
    const [, type, blob] = line.trim().split(/\s+/);
    if (type === undefined || blob === undefined) return [];
    return /^[a-z0-9@.-]+$/i.test(type) && /^[A-Za-z0-9+/]+=*$/.test(blob) ? [{ type, blob }] : [];
  });
}

/** `SHA256:…`, as ssh shows it. Pure. */
export function fingerprint({ blob }: HostKey): string {
  const hash = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

/**
 * What the keys a server shows are to us. Where any key is known for the host, another one is a change, even of
 * a type that was not known before: that is what somebody in between would show. Pure.
 */
export function judgeKeys(shown: readonly HostKey[], known: readonly HostKey[]): HostKeys['state'] {
  if (known.length === 0) return 'unknown';
  const same = (a: HostKey, b: HostKey) => a.type === b.type && a.blob === b.blob;
  return shown.some((key) => known.some((one) => same(key, one))) ? 'known' : 'changed';
}

/** The lines for known_hosts; with the name hashed where ssh is set to do so. Pure but for the salt. */
export function knownHostsLines(name: string, keys: readonly HostKey[], hashed: boolean): string {
  const lines = keys.map(({ type, blob }) => {
    if (!hashed) return `${name} ${type} ${blob}`;
    const salt = randomBytes(20);
    const hash = createHmac('sha1', salt).update(name).digest('base64');
    return `|1|${salt.toString('base64')}|${hash} ${type} ${blob}`;
  });
  return `${lines.join('\n')}\n`;
}

interface Programs {
  commands: Commands;
  home: string;
}

function program(commands: Commands, name: string): string {
  const found = commands.find(name);
  if (!found) throw new SshFailure('ssh-failed', `${name} is not installed here.`);
  return found;
}

/** What ssh's configuration says of the destination (`ssh -G`). Throws `SshFailure`. */
export async function sshSettings(
  { commands, home }: Programs,
  destination: SshDestination,
  signal: AbortSignal,
): Promise<SshSettings> {
  const { code, stdout, stderr } = await commands.run(
    program(commands, 'ssh'),
    ['-G', ...destinationArgs(destination)],
    { signal, limitMs: 5_000 },
  );
  if (code !== 0) throw sshFailure(stderr);
  return readSettings(stdout, destination, home);
}

export interface Scan {
  name: string;
  keys: HostKey[];
  state: HostKeys['state'];
  file: string;
  hashed: boolean;
}

/** Fetches the server's keys (ssh-keyscan) and looks them up in known_hosts (ssh-keygen -F). Throws `SshFailure`. */
export async function scanHost(
  programs: Programs,
  destination: SshDestination,
  signal: AbortSignal,
): Promise<Scan> {
  const { commands, home } = programs;
  const settings = await sshSettings(programs, destination, signal);
  if (settings.indirect) {
    throw new SshFailure(
      'ssh-failed',
      'The way there leads over another host, so its key cannot be fetched from here. Connect once with ssh in a terminal.',
    );
  }
  const scanned = await commands.run(
    program(commands, 'ssh-keyscan'),
    ['-T', '8', '-p', String(settings.port), '--', settings.hostName],
    { signal, limitMs: 15_000 },
  );
  const keys = readKeys(scanned.stdout);
  if (keys.length === 0) throw sshFailure(scanned.stderr || 'The server has shown no key.');
  const name = knownName(settings);
  const known: HostKey[] = [];
  for (const file of [...settings.userFiles, ...settings.globalFiles]) {
    const { stdout } = await commands.run(program(commands, 'ssh-keygen'), ['-F', name, '-f', file], {
      signal,
      limitMs: 5_000,
    });
    known.push(...readKeys(stdout));
  }
  const file = settings.userFiles[0] ?? `${home}/.ssh/known_hosts`;
  return { name, keys, state: judgeKeys(keys, known), file, hashed: settings.hashed };
}

/** Writes the scanned keys into known_hosts. */
export async function writeKnownHosts({ name, keys, file, hashed }: Scan): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const before = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  });
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(file, gap + knownHostsLines(name, keys, hashed), { mode: 0o600 });
}
