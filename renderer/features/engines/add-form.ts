/** A certificate's file as it was chosen. */
export interface ChosenFile {
  token: string;
  path: string;
}

export type TlsFileKind = 'ca' | 'cert' | 'key';

export interface AddForm {
  url: string;
  name: string;
  useTls: boolean;
  files: Partial<Record<TlsFileKind, ChosenFile>>;
  acceptPlain: boolean;
}

export const emptyForm: AddForm = { url: '', name: '', useTls: true, files: {}, acceptPlain: false };

/** Which kind of address this is by how it begins. Pure. */
export function schemeOf(url: string): 'ssh' | 'tcp' | 'other' {
  const scheme = /^([a-z]+):\/\//i.exec(url.trim())?.[1]?.toLowerCase();
  return scheme === 'ssh' || scheme === 'tcp' ? scheme : 'other';
}

/** Why the form cannot be sent, as the key of a text; null where it can. Pure. */
export function problemOf(form: AddForm): 'address' | 'pair' | 'plain' | null {
  const scheme = schemeOf(form.url);
  if (scheme === 'other' || !/^[a-z]+:\/\/[^/\s]+/i.test(form.url.trim())) return 'address';
  if (scheme === 'ssh') return null;
  if (!form.useTls) return form.acceptPlain ? null : 'plain';
  return Boolean(form.files.cert) === Boolean(form.files.key) ? null : 'pair';
}
