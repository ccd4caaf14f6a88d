import { safeStorage } from 'electron';
import type { Cipher } from '../registries/vault';

/** What of Electron's safe storage is used. Up to Electron 44 it has no calls that wait; later the others go. */
export interface SafeStorage {
  getSelectedStorageBackend?(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(bytes: Buffer): Promise<{ result: string }>;
  isEncryptionAvailable?(): boolean;
  encryptString?(text: string): Buffer;
  decryptString?(bytes: Buffer): string;
}

/** The system's safe storage; null where there is none, or only one that everybody can open. */
export const systemCipher = () => openCipher(safeStorage, process.platform);

/** As `systemCipher`, of any Electron's safe storage. */
export async function openCipher(storage: SafeStorage, platform: NodeJS.Platform): Promise<Cipher | null> {
  // Linux without a keyring: Chromium would encrypt with a password that is in its source.
  if (platform === 'linux' && storage.getSelectedStorageBackend?.() === 'basic_text') return null;
  const { encryptStringAsync, decryptStringAsync, encryptString, decryptString } = storage;
  if (storage.isAsyncEncryptionAvailable && encryptStringAsync && decryptStringAsync) {
    if (!(await storage.isAsyncEncryptionAvailable())) return null;
    return {
      encrypt: (text) => encryptStringAsync.call(storage, text),
      decrypt: async (bytes) => (await decryptStringAsync.call(storage, bytes)).result,
    };
  }
  if (!storage.isEncryptionAvailable?.() || !encryptString || !decryptString) return null;
  return {
    encrypt: async (text) => encryptString.call(storage, text),
    decrypt: async (bytes) => decryptString.call(storage, bytes),
  };
}
