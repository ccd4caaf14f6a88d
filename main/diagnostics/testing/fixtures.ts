import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeOutput } from '../decode-output';
import type { CommandResult } from '../run-command';

const folder = join(import.meta.dirname, '../fixtures');

/** A recorded output as it came, byte for byte. */
export const bytes = (path: string): Buffer => readFileSync(join(folder, path));
/** The same as text, decoded as `runCommand` does. */
export const text = (path: string): string => decodeOutput(bytes(path));

/** What a program answered. */
export const output = (path: string, code = 0): CommandResult => ({ code, stdout: text(path), stderr: '' });
