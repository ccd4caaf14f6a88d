import type { ServerHttp2Stream } from 'node:http2';

/** The messages of a gRPC stream: a flag, four bytes of length, the message. */
export async function* grpcMessages(stream: ServerHttp2Stream): AsyncGenerator<Buffer, void, void> {
  let held = Buffer.alloc(0);
  // Whoever has read enough still wants to answer: leaving must not destroy the stream.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 5 && held.length >= 5 + held.readUInt32BE(1)) {
      const end = 5 + held.readUInt32BE(1);
      yield held.subarray(5, end);
      held = held.subarray(end);
    }
  }
}

/** One message as it goes out. Pure. */
export function grpcFrame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
