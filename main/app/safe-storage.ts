import { safeStorage } from 'electron';
import type { Cipher } from '../registries/vault';

/** The system's safe storage; null where there is none, or only one that everybody can open. */
export async function systemCipher(): Promise<Cipher | null> {
  // Linux without a keyring: Chromium would encrypt with a password that is in its source.
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  return {
    encrypt: (text) => safeStorage.encryptStringAsync(text),
    decrypt: async (bytes) => (await safeStorage.decryptStringAsync(bytes)).result,
  };
}
