import type { EngineReasonCode } from '@contract/engine';
import { LighterError } from '@contract/errors';
import type { SshDestination } from './ssh-destination';

export type SshReason = Extract<
  EngineReasonCode,
  'host-key-unknown' | 'host-key-changed' | 'ssh-auth' | 'ssh-socket' | 'ssh-failed'
>;

/** Why ssh did not get there, with its own words. */
export class SshFailure extends LighterError {
  constructor(
    readonly reason: SshReason,
    message: string,
  ) {
    super({ code: 'engine-unreachable', message });
    this.name = 'SshFailure';
  }
}

/** User, port and host, the last behind `--`: the end of every ssh command line. Pure. */
export function destinationArgs({ user, host, port }: SshDestination): string[] {
  return [...(user === null ? [] : ['-l', user]), ...(port === null ? [] : ['-p', String(port)]), '--', host];
}

/**
 * The arguments for an ssh that does nothing but lead from a socket of ours to the engine's. It never asks
 * anything: what it cannot do with keys, agent and known_hosts fails. Pure.
 */
export function tunnelArgs(destination: SshDestination, localSocket: string): string[] {
  const options = [
    'BatchMode=yes',
    // Stricter than anybody's configuration: an unknown key is shown by us, a changed one is refused.
    'StrictHostKeyChecking=yes',
    'ExitOnForwardFailure=yes',
    'ConnectTimeout=10',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
    'StreamLocalBindUnlink=yes',
    'StreamLocalBindMask=0177',
    'PermitLocalCommand=no',
    'RemoteCommand=none',
    'LogLevel=INFO',
  ];
  return [
    // No command, no terminal, no X11, no agent over there, and no master connection that would outlive us.
    ...['-N', '-T', '-x', '-a', '-S', 'none'],
    ...options.flatMap((option) => ['-o', option]),
    ...['-L', `${localSocket}:${destination.socket}`],
    ...destinationArgs(destination),
  ];
}

/** What ssh's last words mean. Pure. */
export function sshFailure(stderr: string): SshFailure {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^@+$/.test(line) && !/^(debug\d|Warning: Permanently)/.test(line));
  const words = lines.slice(-3).join(' ').slice(0, 500) || 'ssh ended without a word.';
  if (/IDENTIFICATION HAS CHANGED|Host key for .+ has changed|DNS SPOOFING/i.test(stderr)) {
    return new SshFailure('host-key-changed', words);
  }
  if (/No .+ host key is known for|Host key verification failed/i.test(stderr)) {
    return new SshFailure('host-key-unknown', words);
  }
  // The server says no more, whether nobody listens, the user may not, or forwarding is forbidden.
  if (/channel \d+: open failed/i.test(stderr)) return new SshFailure('ssh-socket', words);
  if (/Permission denied|Too many authentication failures|No supported authentication/i.test(stderr)) {
    return new SshFailure('ssh-auth', words);
  }
  return new SshFailure('ssh-failed', words);
}

/** What `ssh -G` says of a destination, as far as it is read. */
export interface SshSettings {
  hostName: string;
  port: number;
  /** The name known_hosts has it under, where that is not the host's. */
  alias: string | null;
  userFiles: string[];
  globalFiles: string[];
  hashed: boolean;
  /** A jump host or proxy command stands between: its keys cannot be fetched from here. */
  indirect: boolean;
}

/** Reads the output of `ssh -G`. Pure. */
export function readSettings(output: string, { host, port }: SshDestination, home: string): SshSettings {
  const value = (name: string) => new RegExp(`^${name} (.*)$`, 'im').exec(output)?.[1]?.trim() ?? '';
  const files = (name: string) =>
    (value(name).match(/"[^"]*"|\S+/g) ?? [])
      .map((file) => file.replace(/^"|"$/g, '').replace(/^~(?=\/)/, home))
      .filter((file) => file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file));
  const set = (name: string) => value(name) !== '' && value(name) !== 'none';
  return {
    hostName: value('hostname') || host,
    port: Number(value('port')) || port || 22,
    alias: set('hostkeyalias') ? value('hostkeyalias') : null,
    userFiles: files('userknownhostsfile'),
    globalFiles: files('globalknownhostsfile'),
    hashed: value('hashknownhosts') === 'yes',
    indirect: set('proxyjump') || set('proxycommand'),
  };
}
