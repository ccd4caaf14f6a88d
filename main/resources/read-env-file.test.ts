import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEnvFile } from './read-env-file';

it('reads text, and nothing that is none or too long', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lighter-'));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  expect(await readEnvFile(file('.env', 'A=1\n'))).toEqual({ name: '.env', text: 'A=1\n' });
  await expect(readEnvFile(file('binary', 'A\0B'))).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(readEnvFile(file('long', 'x'.repeat(1_000_001)))).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await expect(readEnvFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
  rmSync(folder, { recursive: true });
});
