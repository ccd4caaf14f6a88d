import { LighterError } from '@contract/errors';
import { waitWords } from './limits';

/** Characters of an answer's body; a list of tags is far below. */
const maxBody = 8 * 1024 * 1024;

/** The text of an answer, which must not be endless. */
export async function limited(response: Response): Promise<string> {
  const text = await response.text();
  if (text.length > maxBody) {
    throw new LighterError({ code: 'registry', message: 'The registry sent more than can be read.' });
  }
  return text;
}

/** What a registry refuses, in its own words, with the time to wait where it tells one. */
export async function refusal(response: Response): Promise<LighterError> {
  const text = (await response.text().catch(() => '')).slice(0, 2000);
  let words = text;
  try {
    const { errors } = JSON.parse(text) as { errors?: { code?: string; message?: string }[] };
    words = (errors ?? []).map(({ code, message }) => `${code ?? ''}: ${message ?? ''}`).join('; ') || text;
  } catch {
    // Not the API's JSON: a proxy's page.
  }
  const limit = response.status === 429 ? `toomanyrequests${waitWords(response.headers, Date.now())}: ` : '';
  const { status } = response;
  return new LighterError({ code: 'registry', message: `${limit}${words || `HTTP ${status}`}`, status });
}
