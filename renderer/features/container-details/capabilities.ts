/** What Docker gives a container that asks for nothing; moby's and containerd's list. */
export const defaultCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Each of these alone is enough to leave the container, or to change the host's kernel; see capabilities(7). */
export const powerfulCapabilities: ReadonlySet<string> = new Set([
  'BPF',
  'DAC_READ_SEARCH',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'PERFMON',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_TIME',
]);

/** These reach as far as a namespace does: over the host only where that one is shared with it. */
export const powerfulOnHost: Readonly<Record<string, 'pid' | 'net'>> = {
  NET_ADMIN: 'net',
  SYS_PTRACE: 'pid',
};
