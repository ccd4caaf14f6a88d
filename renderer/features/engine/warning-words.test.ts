import { expect, it } from 'vitest';
import { warningWord } from './warning-words';

it.each([
  ['WARNING: No swap limit support', 'swap'],
  ['WARNING: No memory limit support', 'memory'],
  ['WARNING: No kernel memory TCP limit support', 'kernelMemory'],
  ['WARNING: No cpu cfs quota support', 'cpu'],
  ['WARNING: No cpu shares support', 'cpu'],
  ['WARNING: No cpuset support', 'cpuset'],
  ['WARNING: No io.weight support', 'blkio'],
  ['WARNING: No blkio throttle.read_bps_device support', 'blkio'],
  ['WARNING: IPv4 forwarding is disabled', 'forwarding'],
  ['WARNING: bridge-nf-call-ip6tables is disabled', 'bridge'],
  [
    'WARNING: API is accessible on http://0.0.0.0:2375 without encryption.\n         Access to the remote API is equivalent to root access on the host.',
    'openApi',
  ],
  ['WARNING: Support for cgroup v1 is deprecated and planned to be removed', 'cgroupV1'],
  ['WARNING: the devicemapper storage-driver is deprecated; see https://…', 'oldDriver'],
  ['WARNING: daemon is not using the default seccomp profile', 'seccomp'],
  ['DEPRECATED: something nobody has seen yet', null],
])('%s', (warning, word) => expect(warningWord(warning)).toBe(word));
