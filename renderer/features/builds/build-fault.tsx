import { buildWords } from '@contract/build-words';
import type { BuildRecord } from '@contract/builds';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './builds.module.css';

interface BuildFaultProps {
  record: BuildRecord;
  onShowLine: () => void;
}

/** Why a build failed; what the builder itself refused stands with the Dockerfile's line. */
export function BuildFault({ record: { error, failedLine }, onShowLine }: BuildFaultProps) {
  const { t } = useTranslation();
  if (error === null) return null;
  if (error.code !== 'invalid-input') return <ErrorNotice error={error} isOpen />;
  const words = buildWords(error);
  return (
    <div className={classes.faultNotice} role="alert">
      <strong>{failedLine === null ? t('builds:failed') : t('builds:failedAt', { line: failedLine })}</strong>
      {words && error.build?.kind !== 'other' && (
        <p>
          {t(`${words}.what`)} {error.build?.kind !== 'step' && t(`${words}.next`)}
        </p>
      )}
      <pre>{error.message}</pre>
      {failedLine !== null && (
        <Button size="compact-sm" variant="default" onClick={onShowLine}>
          {t('builds:showLine', { line: failedLine })}
        </Button>
      )}
    </div>
  );
}
