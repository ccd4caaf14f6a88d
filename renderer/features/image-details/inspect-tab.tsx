import { Skeleton } from '@mantine/core';
import { useCallback } from 'react';
import { call } from '../../lib/bridge';
import { ErrorNotice } from '../../ui/error-notice';
import { JsonView } from '../../ui/json-view';
import { useAnswer } from './use-answer';

/** The engine's own description, as it sent it. */
export function InspectTab({ id }: { id: string }) {
  const ask = useCallback(() => call('images.inspect', { key: id }), [id]);
  const { value, error, retry } = useAnswer(ask);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  return value === null ? <Skeleton height={320} radius={6} /> : <JsonView value={value} />;
}
