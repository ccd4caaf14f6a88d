import { randomUUID } from 'node:crypto';
import http2, { type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { connect } from 'node:net';
import { type SentFolder, sendFolder } from './build-files';
import { toLighterError } from './errors';
import { grpcFrame as frame, grpcMessages as messages } from './grpc-frames';
import { enginePath } from './path';
import { readFields, writeFields } from './protobuf';
import type { EngineClient } from './types';

/** What a build may ask of the machine it was started from. */
export interface SessionAnswers {
  /** By id; read when the build asks for it. */
  secrets: ReadonlyMap<string, string>;
  /** The ssh agent's socket; null where it is not to be reached. */
  agent: string | null;
  /** The login of a registry, for that registry alone; null without one. */
  login(host: string): Promise<{ user: string; secret: string } | null>;
  /** What is built, by the names BuildKit has for it. */
  folders: ReadonlyMap<'context' | 'dockerfile', SentFolder>;
  /** The same for the same folder: only what has changed is asked for again. */
  folderKey: string;
}

export interface BuildSession {
  readonly id: string;
  close(): void;
}

const health = '/grpc.health.v1.Health/Check';
const credentials = '/moby.filesync.v1.Auth/Credentials';
const secret = '/moby.buildkit.secrets.v1.Secrets/GetSecret';
const checkAgent = '/moby.sshforward.v1.SSH/CheckAgent';
const forwardAgent = '/moby.sshforward.v1.SSH/ForwardAgent';
const copyFiles = '/moby.filesync.v1.FileSync/DiffCopy';

/** gRPC's status codes. */
const unknown = 2;
const notFound = 5;
const unimplemented = 12;

/**
 * `POST /session`: hands the engine a connection on which BuildKit is the client and we answer (gRPC over HTTP/2):
 * files, logins, secrets, the ssh agent. Open as long as the build. Throws `LighterError`.
 */
export async function openBuildSession(
  client: EngineClient,
  answers: SessionAnswers,
  signal: AbortSignal,
): Promise<BuildSession> {
  const id = randomUUID();
  const methods = [
    credentials,
    copyFiles,
    ...(answers.secrets.size > 0 ? [secret] : []),
    ...(answers.agent ? [checkAgent, forwardAgent] : []),
  ];
  const socket = await client.hijack(enginePath`/session`, {
    headers: {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'lighter',
      'X-Docker-Expose-Session-Sharedkey': answers.folderKey,
      'X-Docker-Expose-Session-Grpc-Method': methods,
    },
    signal,
  });
  const server = http2.createServer();
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    // A build that is cancelled cuts its questions short.
    stream.on('error', () => undefined);
    void answer(stream, headers, answers);
  });
  server.emit('connection', socket);
  return { id, close: () => socket.destroy() };
}

async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  answers: SessionAnswers,
): Promise<void> {
  const method = String(headers[':path']);
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  let status = 0;
  let words = '';
  stream.on('wantTrailers', () =>
    stream.sendTrailers({ 'grpc-status': String(status), 'grpc-message': encodeURIComponent(words) }),
  );
  if (method === forwardAgent && answers.agent) return forward(stream, answers.agent);
  const fail = (code: number) => {
    status = code;
    stream.end();
  };
  const reply = (message: Buffer) => stream.end(frame(message));
  if (method === copyFiles) {
    const folder = answers.folders.get(headers['dir-name'] as 'context' | 'dockerfile');
    if (!folder) return fail(notFound);
    try {
      await sendFolder(stream, headers, folder);
      stream.end();
    } catch (error) {
      // A file that cannot be read any more; after a cancel nobody hears it.
      words = toLighterError(error).message;
      if (!stream.destroyed) fail(unknown);
    }
    return;
  }
  for await (const message of messages(stream)) {
    const text = firstText(message);
    if (method === health) return void reply(writeFields([[1, 1]]));
    if (method === checkAgent) return void reply(Buffer.alloc(0));
    if (method === credentials) {
      const login = await answers.login(text).catch(() => null);
      return void reply(
        writeFields([
          [1, login?.user ?? ''],
          [2, login?.secret ?? ''],
        ]),
      );
    }
    if (method === secret) {
      const value = answers.secrets.get(text);
      return value === undefined ? fail(notFound) : void reply(writeFields([[1, value]]));
    }
    return fail(unimplemented);
  }
  fail(unimplemented);
}

/** Bytes between the build and the agent's socket, each way in messages of one field. */
function forward(stream: ServerHttp2Stream, path: string): void {
  const agent = connect(path);
  agent.on('data', (bytes) => stream.write(frame(writeFields([[1, bytes]]))));
  agent.on('error', () => stream.close());
  agent.on('end', () => stream.end());
  stream.on('close', () => agent.destroy());
  void (async () => {
    for await (const message of messages(stream)) {
      for (const { number, value } of readFields(message)) if (number === 1) agent.write(value as Buffer);
    }
    agent.end();
  })().catch(() => agent.destroy());
}

function firstText(message: Buffer): string {
  for (const { number, value } of readFields(message)) if (number === 1) return value.toString();
  return '';
}
