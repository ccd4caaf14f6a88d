// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './processes.mjs';

/** By their number in the kernel. */
const capabilities = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE ' +
  'NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT ' +
  'SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP ' +
  'MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
).split(' ');

/** What root of this machine may never have. */
function missing() {
  const bounds = /^CapBnd:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
  const set = BigInt(`0x${bounds ?? 'ffffffffff'}`);
  return capabilities.filter((_, bit) => bit <= last && ((set >> BigInt(bit)) & 1n) === 0n);
}

/**
 * Where root lacks a capability (a sandbox, a container), the engine still asks for all of them for a privileged
 * container, and `runc` refuses to start it. Gives a folder, for the front of PATH, with a `runc` that leaves out what
 * nobody has here; null where root has all.
 * @param {string} home where the folder is made
 * @returns {string | null}
 */
export function runcWithin(home) {
  const names = missing();
  const real = findProgram('runc');
  if (names.length === 0 || !real) return null;
  const folder = join(home, 'bin');
  mkdirSync(folder, { recursive: true });
  const edits = names.map((name) => `-e 's/"CAP_${name}",//g' -e 's/,"CAP_${name}"//g'`).join(' ');
  const script = `#!/bin/sh
before=
for word; do
  case "$before" in
    --bundle) sed -i ${edits} "$word/config.json" ;;
    --process) sed -i ${edits} "$word" ;;
  esac
  before=$word
done
exec ${real} "$@"
`;
  writeFileSync(join(folder, 'runc'), script, { mode: 0o755 });
  return folder;
}
