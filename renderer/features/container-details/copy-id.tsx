import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortId } from '../../lib/format';
import classes from './details.module.css';

/** An id as `docker` shortens it, with the whole one on hover and for the clipboard. */
export function CopyId({ id }: { id: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <span className={classes.id}>
      <code title={id}>{shortId(id)}</code>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={20}
        aria-label={t('details:basic.copyId')}
        title={t('details:basic.copyId')}
        onClick={() => void navigator.clipboard.writeText(id).then(() => setCopied(true))}
      >
        <Icon size={14} stroke={1.5} aria-hidden />
      </ActionIcon>
      <span className="sr-only" role="status">
        {copied ? t('common:copied') : ''}
      </span>
    </span>
  );
}
