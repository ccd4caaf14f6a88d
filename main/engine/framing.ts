import { LighterError } from '@contract/errors';

/** Which of a container's outputs bytes belong to. */
export type Output = 'stdout' | 'stderr';

/**
 * Takes a piece of a frame's payload. `first`: a frame starts with it; `last`: the frame ends with it.
 * A frame is what the engine logged as one message, so its start is where a timestamp may stand.
 */
export type FrameSink = (output: Output, bytes: Buffer, first: boolean, last: boolean) => void;

/** Feeds chunks in any cut into frames. */
export interface Framer {
  push(chunk: Buffer): void;
  /** False in the middle of a frame: a stream that ends there was cut. */
  readonly atBorder: boolean;
}

const headerSize = 8;

/**
 * Takes the engine's multiplexed stream apart (logs and attach of containers without a terminal): frames of
 * a type byte, three zeros, a big-endian length, the payload. Incremental and without copies of the payload.
 * Type 3 is the engine's own complaint about the log; it is told as stderr. Any other type means that the
 * stream is not framed, and throws.
 */
export function createDemuxer(sink: FrameSink): Framer {
  const header = Buffer.alloc(headerSize);
  let filled = 0;
  let output: Output = 'stdout';
  let left = 0;
  let first = false;

  function readHeader(): void {
    const type = header[0] ?? 0;
    if (type > 3 || header[1] !== 0 || header[2] !== 0 || header[3] !== 0) {
      throw new LighterError({ code: 'internal', message: 'The engine sent a stream without frames.' });
    }
    output = type >= 2 ? 'stderr' : 'stdout';
    left = header.readUInt32BE(4);
    first = true;
    filled = 0;
  }

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (left === 0) {
          const taken = Math.min(headerSize - filled, chunk.length - at);
          chunk.copy(header, filled, at, at + taken);
          filled += taken;
          at += taken;
          if (filled === headerSize) readHeader();
          continue;
        }
        const taken = Math.min(left, chunk.length - at);
        left -= taken;
        sink(output, chunk.subarray(at, at + taken), first, left === 0);
        first = false;
        at += taken;
      }
    },
    get atBorder() {
      return left === 0 && filled === 0;
    },
  };
}

/** The stream of a container with a terminal: no frames, one output; each line counts as a frame. */
export function createRawFramer(sink: FrameSink): Framer {
  let first = true;
  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        const newline = chunk.indexOf(10, at);
        const end = newline < 0 ? chunk.length : newline + 1;
        sink('stdout', chunk.subarray(at, end), first, newline >= 0);
        first = newline >= 0;
        at = end;
      }
    },
    atBorder: true,
  };
}
