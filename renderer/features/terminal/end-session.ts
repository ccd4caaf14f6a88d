import i18next from 'i18next';
import { useMirror } from '../../store/mirror';
import { notifyError, notifySuccess } from '../../ui/notify';
import type { TerminalSession } from './terminal-session';
import { removeSession } from './terminals';

/** Closes a session and says what became of its process. */
export async function endSession(session: TerminalSession): Promise<void> {
  const name = useMirror.getState().tables.containers.get(session.container)?.name ?? '';
  const how = await session.close();
  removeSession(session);
  if (how === null) return;
  const values = { number: session.number, name };
  if (how === 'detached') notifySuccess(i18next.t('terminal:attach.left', values));
  else if (how === 'running')
    notifyError(i18next.t('terminal:closed.title', values), {
      code: 'internal',
      message: i18next.t('terminal:closed.running'),
    });
  else notifySuccess(i18next.t('terminal:closed.title', values), i18next.t(`terminal:closed.${how}`));
}
