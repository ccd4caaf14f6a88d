import { Skeleton } from '@mantine/core';
import { useCallback } from 'react';
import { call } from '../../lib/bridge';
import { shortId } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { ErrorNotice } from '../../ui/error-notice';
import { JsonView } from '../../ui/json-view';
import { useAnswer } from './use-answer';

/** The engine's own description, as it sent it. */
export function InspectTab({ id }: { id: string }) {
  const ask = useCallback(() => call('images.inspect', { key: id }), [id]);
  const { value, error, retry } = useAnswer(ask);
  const cli = (template: string | null) =>
    shellLine([
      'docker',
      'image',
      'inspect',
      ...(template === null ? [] : ['--format', template]),
      shortId(id),
    ]);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  return value === null ? <Skeleton height={320} radius={6} /> : <JsonView value={value} cli={cli} />;
}
