import { describe, expect, it, vi } from 'vitest';
import { openCipher, type SafeStorage } from './safe-storage';

vi.mock('electron', () => ({ safeStorage: {} }));

const turned = (text: string) => Buffer.from([...text].reverse().join(''));
const back = (bytes: Buffer) => [...bytes.toString()].reverse().join('');
const waiting: SafeStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => turned(text),
  decryptStringAsync: async (bytes) => ({ result: back(bytes) }),
};
const older: SafeStorage = {
  getSelectedStorageBackend: () => 'kwallet5',
  isEncryptionAvailable: () => true,
  encryptString: turned,
  decryptString: back,
};

describe('the system’s safe storage', () => {
  it.each([
    ['of a new Electron', waiting],
    ['of one without the calls that wait', older],
  ])('%s keeps a text', async (_name, storage) => {
    const cipher = await openCipher(storage, 'linux');
    const sealed = await cipher?.encrypt('secret');
    expect(sealed?.toString()).toBe('terces');
    expect(await cipher?.decrypt(sealed ?? Buffer.alloc(0))).toBe('secret');
  });

  it.each([
    ['has no keyring', { ...waiting, getSelectedStorageBackend: () => 'basic_text' }],
    ['has no keyring, in an older Electron', { ...older, getSelectedStorageBackend: () => 'basic_text' }],
    ['is not available', { ...waiting, isAsyncEncryptionAvailable: async () => false }],
    ['is not available, in an older Electron', { ...older, isEncryptionAvailable: () => false }],
    ['has no calls at all', {}],
  ])('is none where it %s', async (_name, storage) => {
    expect(await openCipher(storage, 'linux')).toBeNull();
  });
});
