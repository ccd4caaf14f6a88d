import { describe, expect, it } from 'vitest';
import { createStepPlaces, readDockerfile } from './dockerfile';

const codes = (text: string) =>
  readDockerfile(text).hints.map(({ code, from }) => `${from.line + 1} ${code}`);

const staged = `ARG BASE=1.2
FROM golang:$BASE AS build
WORKDIR /src
COPY . .
RUN go build
FROM alpine:3
ARG TOKEN
COPY --from=build /src/app /app
RUN --mount=type=bind,from=0,target=/x true
CMD ["/app"]
`;

describe('a Dockerfile', () => {
  it('names its stages, what each is made from, and its arguments', () => {
    const { stages, args, hints } = readDockerfile(staged);
    expect(stages).toEqual([
      { name: 'build', image: 'golang:$BASE', line: 2, uses: [] },
      { name: null, image: 'alpine:3', line: 6, uses: [0] },
    ]);
    expect(args).toEqual([
      { name: 'BASE', value: '1.2' },
      { name: 'TOKEN', value: null },
    ]);
    expect(hints).toEqual([]);
  });

  it.each([
    ['FROM nginx', ['1 latest']],
    ['FROM nginx:latest', ['1 latest']],
    [`FROM nginx@sha256:${'a'.repeat(64)}`, []],
    ['FROM localhost:5000/app:1 AS a\nFROM a\nFROM scratch', []],
    ['FROM a:1\nRUNN x', ['2 syntax']],
    ['RUN x', ['1 no-from']],
    ['FROM a:1\nRUN apt-get update', ['2 apt-update-alone']],
    ['FROM a:1\nRUN apt-get update && apt-get install -y curl', ['2 apt-no-clean']],
    ['FROM a:1\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*', []],
    ['FROM a:1\nENV DB_PASSWORD=x PORT=1', ['2 secret-in-env']],
    ['FROM a:1\nARG NPM_TOKEN', []],
    ['FROM a:1\nARG NPM_TOKEN=abc', ['2 secret-in-env']],
    ['FROM a:1\nADD app.js /', ['2 add-for-copy']],
    ['FROM a:1\nADD app.tar.gz /', []],
    ['FROM a:1\nRUN cd /app', ['2 cd-in-run']],
    ['FROM a:1\nRUN cd /app && make', []],
    ['FROM a:1\nRUN sudo make', ['2 sudo']],
    ['FROM a:1\nCMD node app.js', ['2 shell-form']],
    ['FROM a:1\nCMD ["a"]\nCMD ["b"]', ['2 many-cmd']],
    ['FROM a:1 AS x\nCMD ["a"]\nFROM b:1\nCMD ["b"]', []],
    ['FROM a:1\nWORKDIR app', ['2 relative-workdir']],
    ['FROM a:1\nMAINTAINER me', ['2 maintainer']],
    ['FROM a:1\nCOPY --from=bild /x /x', ['2 unknown-stage']],
  ])('finds in %j: %j', (text, found) => expect(codes(text)).toEqual(found));
});

describe('where a step stands', () => {
  it.each([
    ['[build 1/4] FROM docker.io/library/golang:1.2', 'build', 2],
    ['[build 3/4] COPY . .', 'build', 4],
    ['[linux/arm64 build 4/4] RUN go build', 'build', 5],
    ['[stage-1 2/3] COPY --from=build /src/app /app', 'stage-1', 8],
    ['[stage-1 9/9] RUN elsewhere', 'stage-1', null],
    ['[internal] load remote build context', null, null],
    ['exporting to image', null, null],
  ])('of BuildKit: %s', (name, stage, line) =>
    expect(createStepPlaces(staged, false)(name)).toEqual({ stage, line }),
  );
  it('of the classic builder, which counts every instruction', () => {
    const place = createStepPlaces(staged, true);
    expect(place('[1/10] ARG BASE=1.2')).toEqual({ stage: null, line: 1 });
    expect(place('[5/10] RUN go build')).toEqual({ stage: 'build', line: 5 });
    expect(place('[8/10] COPY --from=build /src/app /app')).toEqual({ stage: 'stage-1', line: 8 });
  });
  it('of a file with one stage, which BuildKit does not name', () =>
    expect(createStepPlaces('FROM a:1\n\n# x\nRUN false\n', false)('[2/2] RUN false')).toEqual({
      stage: 'stage-0',
      line: 4,
    }));
});
