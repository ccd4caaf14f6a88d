import type { ContainerRow } from '@contract/containers';
import { IconPin, IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NameLink } from '../resource-page/cells';
import classes from './cells.module.css';

interface NameCellProps {
  row: ContainerRow;
  href: string;
  isPinned: boolean;
  isProtected: boolean;
}

/** The name, with signs for a pinned and a protected container. */
export function NameCell({ row, href, isPinned, isProtected }: NameCellProps) {
  const { t } = useTranslation();
  if (!isPinned && !isProtected) return <NameLink href={href} name={row.name} />;
  const sign = { size: 14, stroke: 1.5, className: classes.sign, role: 'img' } as const;
  return (
    <span className={classes.named}>
      {isPinned && <IconPin {...sign} aria-label={t('containers:protect.pinned')} />}
      <NameLink href={href} name={row.name} />
      {isProtected && <IconShieldLock {...sign} aria-label={t('containers:protect.marked')} />}
    </span>
  );
}
