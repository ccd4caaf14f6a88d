import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface CopyButtonProps {
  text: string;
  /** Its name, `Copy` where none is given. */
  label?: string;
  size?: 'compact-sm' | 'sm';
}

/** Puts `text` on the clipboard and says so for a moment; its name stays what it is. */
export function CopyButton({ text, label, size = 'compact-sm' }: CopyButtonProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        size={size}
        variant="default"
        leftSection={<Icon size={14} stroke={1.5} aria-hidden />}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {label ?? t('common:copy')}
      </Button>
      <span className="sr-only" role="status">
        {copied ? t('common:copied') : ''}
      </span>
    </>
  );
}
