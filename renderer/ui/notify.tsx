import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { cleanText } from '../lib/clean-text';
import { errorReason } from '../lib/error-reason';
import classes from './notify.module.css';
import { waitSentence } from './wait-sentence';

/** A button in a toast, which goes when it is used. */
export interface ToastAction {
  label: string;
  run: () => void;
}

/** How long a toast stays, and one that offers something, ms. */
const stays = 5000;
const staysToOffer = 15_000;

/** A toast that something worked; `title` holds the object's name. */
export function notifySuccess(title: string, message = '', action?: ToastAction): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    role: 'status',
    title: cleanText(title, 200),
    message: action ? withAction(id, message, action) : message,
    autoClose: action ? staysToOffer : stays,
    withBorder: true,
    color: 'green',
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
  });
}

function withAction(id: string, message: string, { label, run }: ToastAction): ReactNode {
  return (
    <>
      {message}
      <div className={classes.action}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            run();
          }}
        >
          {label}
        </Button>
      </div>
    </>
  );
}

/** A toast that something failed, with our words for the code and the engine's own below; `explained` knows more. */
export function notifyError(title: string, error: LighterErrorData, explained = ''): void {
  const words = cleanText(error.message, 400);
  // "Something unexpected" says less than the engine's own words do.
  const reason = errorReason(error);
  const key = reason === null ? `errors:${error.code}.what` : `errors:reason.${reason}.what`;
  const isVague = reason === null && error.code === 'internal';
  const what = isVague && words !== '' ? '' : `${i18next.t(key)} `;
  const wait = waitSentence(error, i18next.t);
  const ours = explained || (wait === null ? '' : what + wait);
  notifyFailure(title, ours ? `${ours}\n${words}` : what + words);
}

/** A toast for a bulk action that failed for some: each by name with the engine's words. */
export function notifyFailures(
  title: string,
  failures: readonly { name: string; error: LighterErrorData }[],
): void {
  const shown = failures.slice(0, 8).map(({ name, error }) => `${name}: ${cleanText(error.message, 200)}`);
  const rest = failures.length - shown.length;
  if (rest > 0) shown.push(i18next.t('common:andMore', { count: rest }));
  notifyFailure(title, shown.join('\n'));
}

function notifyFailure(title: string, message: string): void {
  notifications.show({
    role: 'alert',
    title: cleanText(title, 200),
    message,
    // A failure stays until it is read.
    autoClose: false,
    withBorder: true,
    color: 'red',
    closeButtonProps: { 'aria-label': i18next.t('common:close') },
    styles: { description: { whiteSpace: 'pre-line', overflowWrap: 'anywhere' } },
  });
}
