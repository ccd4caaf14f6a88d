import { Button } from '@mantine/core';
import { IconDotsVertical, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import { ActionMenu } from '../../ui/action-menu';
import classes from './resource-page.module.css';
import type { BulkAction } from './types';

interface BulkToolbarProps<Row> {
  actions: readonly BulkAction<Row>[];
  rows: Row[];
  onClear: () => void;
}

/** What can be done with all selected rows at once. */
export function BulkToolbar<Row>({ actions, rows, onClear }: BulkToolbarProps<Row>) {
  const { t } = useTranslation();
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const hitBy = ({ applies }: BulkAction<Row>) => (applies ? rows.filter(applies) : rows);
  const inMenu = actions.filter((action) => action.inMenu);
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('list:bulk')}>
      <span className={classes.selected} aria-live="polite">
        {t('list:selected', { number: formatNumber(rows.length) })}
      </span>
      {actions.map((action) => {
        if (action.inMenu) return null;
        const hit = hitBy(action);
        return (
          <Button
            key={action.id}
            size="compact-sm"
            variant="default"
            disabled={hit.length === 0}
            title={hit.length === 0 ? t('list:noneApplies') : action.label}
            className={action.danger ? classes.danger : undefined}
            classNames={{ root: classes.bulkButton, label: classes.bulkLabel, section: classes.bulkIcon }}
            data-lesser={action.lesser || undefined}
            leftSection={<action.icon size={14} stroke={1.5} aria-hidden />}
            onClick={() => action.run(hit)}
          >
            {action.label}
          </Button>
        );
      })}
      {inMenu.length > 0 && (
        <button
          type="button"
          className={classes.icon}
          aria-label={t('list:moreBulk')}
          title={t('list:moreBulk')}
          aria-haspopup="menu"
          aria-expanded={menuAt !== null}
          onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
        >
          <IconDotsVertical size={16} stroke={1.5} aria-hidden />
        </button>
      )}
      {menuAt && (
        <ActionMenu
          label={t('list:moreBulk')}
          entries={inMenu.map((action) => {
            const hit = hitBy(action);
            return {
              ...action,
              disabled: hit.length === 0 ? t('list:noneApplies') : undefined,
              run: () => action.run(hit),
            };
          })}
          at={menuAt}
          onClose={() => setMenuAt(null)}
        />
      )}
      <button
        type="button"
        className={classes.icon}
        aria-label={t('list:unselect')}
        title={t('list:unselect')}
        onClick={onClear}
      >
        <IconX size={16} stroke={1.5} aria-hidden />
      </button>
    </div>
  );
}
