import type { LighterErrorData } from './errors';

// The frames that cross the border. preload, main/ipc and renderer/lib/bridge.ts are their only users.

/** The one channel for calls. */
export const callChannel = 'lighter:call';
/** The one channel that opens streams; the port travels with it. */
export const streamChannel = 'lighter:stream';
/** Tells main the paths of files that a person has dropped on the page. */
export const offerChannel = 'lighter:offer';
/** `window.postMessage` tag by which preload hands a stream's port to the page. */
export const streamTag = 'lighter:port';

export interface CallRequest {
  name: string;
  input: unknown;
}
export type CallReply = { ok: true; value: unknown } | { ok: false; error: LighterErrorData };

export interface StreamRequest {
  name: string;
  input: unknown;
}

/** From main to the page. */
export type DownFrame =
  | { t: 'data'; seq: number; items: unknown[] }
  | { t: 'end' }
  | { t: 'error'; error: LighterErrorData };

/** From the page to main: how far it has read, a control message, or that it is done. */
export type UpFrame = { t: 'ack'; seq: number } | { t: 'control'; value: unknown } | { t: 'close' };

/** Batches that main sends ahead of the page's acks before it stops reading its source. */
export const maxUnackedBatches = 8;

/** What preload exposes as `window.bridge`. */
export interface Bridge {
  call(name: string, input: unknown): Promise<CallReply>;
  /** Opens a stream; its port arrives as a `message` event tagged `streamTag` with this id. */
  stream(name: string, input: unknown): string;
  /** Hands main what a person has dropped or picked. Only preload sees the paths: a page cannot make files up,
   *  because one that it has made itself has no path. */
  offer(files: File[]): Promise<CallReply>;
}
