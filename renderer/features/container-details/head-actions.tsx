import type { ContainerRow } from '@contract/containers';
import { ActionIcon, Button } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePending } from '../../store/ui';
import { ActionMenu } from '../../ui/action-menu';
import { StateSign } from '../../ui/state-mark';
import { useActionKeys } from '../../ui/use-action-keys';
import { containerActions } from '../containers/container-menu';
import classes from './details.module.css';

interface HeadActionsProps {
  row: ContainerRow;
  /** Asks before it deletes. */
  onDelete: () => void;
}

const tabs: ReadonlySet<string> = new Set(['logs', 'terminal', 'files', 'stats', 'inspect']);

/** The likeliest actions as buttons with words, all of them in the menu; the same as in the list. */
export function HeadActions({ row, onDelete }: HeadActionsProps) {
  const { t } = useTranslation();
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  const pending = usePending(row.id);
  const all = containerActions(row, t, onDelete);
  // Those that lead to a tab stand below as that.
  const actions = all.filter(({ id }) => !tabs.has(id));
  useActionKeys(pending === undefined ? all : []);
  return (
    <>
      {actions
        .filter((action) => action.shown)
        .map((action) => (
          <Button
            key={action.id}
            variant="default"
            size="xs"
            title={action.disabled ?? action.label}
            classNames={{ root: classes.action, label: classes.actionLabel, section: classes.actionIcon }}
            disabled={pending !== undefined || action.disabled !== undefined}
            leftSection={
              pending === action.id ? (
                <StateSign shape="spin" tone="warn" />
              ) : (
                <action.icon size={16} stroke={1.5} aria-hidden />
              )
            }
            onClick={action.run}
          >
            {action.label}
          </Button>
        ))}
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('list:more')}
        title={t('list:more')}
        aria-haspopup="menu"
        aria-expanded={menuAt !== null}
        onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
      >
        <IconDotsVertical size={16} stroke={1.5} aria-hidden />
      </ActionIcon>
      {menuAt && (
        <ActionMenu label={t('list:more')} entries={actions} at={menuAt} onClose={() => setMenuAt(null)} />
      )}
    </>
  );
}
