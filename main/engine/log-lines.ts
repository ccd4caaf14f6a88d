import type { Readable } from 'node:stream';
import type { LogLine } from '@contract/containers';
import { toLighterError } from './errors';
import { createDemuxer, createRawFramer, type FrameSink } from './framing';
import { createLineJoiner } from './line-joiner';

export interface LogFormat {
  /** `Config.Tty` of the container's inspection: the stream has no frames then. Never guess it. */
  tty: boolean;
  /** Whether `timestamps=1` was asked for. */
  timestamps: boolean;
}

/**
 * The lines of `GET /containers/{id}/logs` (or attach), in batches of what one chunk completed. Lines over
 * 16 KiB are joined from their fragments, lines over 256 kB end with `truncated`. Reads only as fast as it is
 * asked to; leaving the loop destroys the source. Throws `LighterError` when the stream breaks off.
 */
export async function* readLogLines(
  source: Readable,
  { tty, timestamps }: LogFormat,
): AsyncGenerator<LogLine[], void, void> {
  const joiners = {
    stdout: createLineJoiner({ output: 'stdout', timestamps, raw: tty }),
    stderr: createLineJoiner({ output: 'stderr', timestamps, raw: tty }),
  };
  let lines: LogLine[] = [];
  const sink: FrameSink = (output, bytes, first, last) => joiners[output].write(bytes, first, last, lines);
  const framer = tty ? createRawFramer(sink) : createDemuxer(sink);
  try {
    for await (const chunk of source) {
      framer.push(chunk);
      if (lines.length === 0) continue;
      const batch = lines;
      lines = [];
      yield batch;
    }
  } catch (error) {
    throw toLighterError(error);
  }
  joiners.stdout.end(lines);
  joiners.stderr.end(lines);
  if (lines.length > 0) yield lines;
}
