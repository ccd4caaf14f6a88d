import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Puts `text` on the clipboard and says so for a moment; its name stays `Copy`. */
export function CopyButton({ text }: { text: string }) {
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
        size="compact-sm"
        variant="default"
        leftSection={<Icon size={14} stroke={1.5} aria-hidden />}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {t('common:copy')}
      </Button>
      <span className="sr-only" role="status">
        {copied ? t('common:copied') : ''}
      </span>
    </>
  );
}
