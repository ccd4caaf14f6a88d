/**
 * The Dockerfile line behind a layer, out of what the builders write into an image's history:
 * `/bin/sh -c #(nop)  CMD ["nginx"]`, `/bin/sh -c apt-get update`, `RUN /bin/sh -c … # buildkit`,
 * `|1 V=2 /bin/sh -c …`.
 */
export function instruction(createdBy: string): string {
  const line = createdBy
    .replace(/\s*# buildkit$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const nop = /^\/bin\/sh -c #\(nop\) ?(.*)$/.exec(line);
  if (nop) return tidyCopy((nop[1] ?? '').trim());
  const run = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/(?:sh|bash|ash) (?:-o \w+ )?-\w*c (.*)$/.exec(line);
  if (run) return `RUN ${(run[1] ?? '').trim()}`;
  return line;
}

/** `ADD file:4b2d… in / ` → `ADD file:4b2d in /`: a checksum that long says nothing. */
const tidyCopy = (line: string) => line.replace(/\b((?:file|dir|multi):[0-9a-f]{12})[0-9a-f]*/g, '$1');
