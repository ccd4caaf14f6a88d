import type { NetworkOption, PlainKey, RunForm } from '@contract/run-form';
import type { SectionId } from './section-ids';

type HealthKey =
  | 'healthTest'
  | 'healthInterval'
  | 'healthTimeout'
  | 'healthStartPeriod'
  | 'healthStartInterval'
  | 'healthRetries';

/** The options that have one field each, apart from those every form shows. */
export type MoreKey =
  | Exclude<PlainKey, 'memory' | 'cpus'>
  | 'platform'
  | 'restartRetries'
  | 'expose'
  | 'tmpfs'
  | 'mounts'
  | keyof Omit<NetworkOption, 'name'>
  | 'moreNetworks'
  | 'entrypoint'
  | 'noHealthcheck'
  | HealthKey;

/** How an option is typed: one line, one value a line, or a tick (`on`; `off` says no where that is not the default). */
export type Look = 'text' | 'lines' | 'flag';

export interface MoreOption {
  key: MoreKey;
  section: SectionId;
  look: Look;
  /** Shown while the field is empty, and where its text cannot be read. */
  example: string;
  /** Puts the text into the form; false when it cannot be read. Never called with nothing typed. */
  read(text: string, form: RunForm): boolean;
  /** What to type for the form; empty when it says nothing. */
  write(form: RunForm): string;
}

/** What a field of lines holds: the lines that say something. */
export const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
