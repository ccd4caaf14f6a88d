/** The host port that a start failed on, from the engine's words; null when it was something else. */
export function busyPort(message: string): { port: number; protocol: 'tcp' | 'udp' } | null {
  if (!/port is already allocated|address already in use/i.test(message)) return null;
  // The first `address:port` is the host's; behind it may stand the container's.
  const port = Number(/(?:[\d.]+|[\da-f]*:[\da-f:]*|\]):(\d{1,5})\b/i.exec(message)?.[1]);
  return !(port > 0 && port <= 65_535) ? null : { port, protocol: /\budp/i.test(message) ? 'udp' : 'tcp' };
}
