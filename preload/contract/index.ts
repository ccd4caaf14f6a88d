import type { z } from 'zod';
import { anatomyCalls, anatomyStreams } from './anatomy';
import { appCalls, appStreams } from './app';
import { buildCalls, buildStreams } from './builds';
import { containerChangeCalls } from './container-changes';
import { containerCopyCalls } from './container-copies';
import { containerLookCalls } from './container-look';
import { containerCalls, containerStreams } from './containers';
import { copyToCalls } from './copy-to';
import type { CallDef, StreamDef } from './define';
import { diagnoseCalls } from './diagnose';
import { engineCalls } from './engine';
import { enginesCalls, enginesStreams } from './engines';
import { execStreams } from './exec';
import { filesCalls, filesStreams } from './files';
import { imageCalls } from './images';
import { recreateCalls } from './recreate';
import { registryCalls } from './registries';
import { settingsCalls } from './settings';
import { stateStreams } from './state';
import { statsStreams } from './stats';
import { taskCalls } from './tasks';
import { templateCalls } from './templates';

/** Every call that crosses from page to main. Forgetting a handler fails the type check. */
export const calls = {
  ...appCalls,
  ...engineCalls,
  ...enginesCalls,
  ...containerCalls,
  ...containerChangeCalls,
  ...containerCopyCalls,
  ...copyToCalls,
  ...recreateCalls,
  ...containerLookCalls,
  ...filesCalls,
  ...imageCalls,
  ...buildCalls,
  ...registryCalls,
  ...taskCalls,
  ...settingsCalls,
  ...templateCalls,
  ...diagnoseCalls,
  ...anatomyCalls,
};

/** Every stream that crosses from main to page. */
export const streams = {
  ...appStreams,
  ...stateStreams,
  ...enginesStreams,
  ...containerStreams,
  ...statsStreams,
  ...execStreams,
  ...filesStreams,
  ...anatomyStreams,
  ...buildStreams,
};

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> =
  (typeof calls)[N] extends CallDef<z.ZodType, infer O> ? O : never;

export type StreamName = keyof typeof streams;
export type StreamInput<N extends StreamName> = z.infer<(typeof streams)[N]['input']>;
export type StreamItem<N extends StreamName> =
  (typeof streams)[N] extends StreamDef<z.ZodType, infer Item, z.ZodType> ? Item : never;
export type StreamControl<N extends StreamName> =
  (typeof streams)[N] extends StreamDef<z.ZodType, unknown, infer C> ? z.infer<C> : never;
