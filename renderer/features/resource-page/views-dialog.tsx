import type { ListView } from '@contract/settings';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../../ui/dialog-frame';
import { renameView } from './views';
import classes from './views-dialog.module.css';

interface ViewsDialogProps {
  views: readonly ListView[];
  /** Saves the list as it stands. */
  onSave: (name: string) => void;
  onChange: (views: ListView[]) => void;
  onClose: () => void;
}

/** Saves the list as it stands under a name; renames and deletes what was saved before. */
export function ViewsDialog({ views, onSave, onChange, onClose }: ViewsDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const isKnown = views.some((view) => view.name === name.trim());
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onSave(name.trim());
    onClose();
  };
  return (
    <DialogFrame title={t('list:views')} size={520} onClose={onClose}>
      <form className={classes.save} onSubmit={save}>
        <TextInput
          className={classes.name}
          label={t('list:viewName')}
          description={isKnown ? t('list:viewReplaces') : t('list:viewHelp')}
          maxLength={60}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {isKnown ? t('list:viewReplace') : t('list:viewSave')}
        </Button>
      </form>
      {views.length > 0 && (
        <ul className={classes.views} aria-label={t('list:savedViews')}>
          {views.map((view) => (
            <ViewLine key={view.name} view={view} views={views} onChange={onChange} />
          ))}
        </ul>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common:close')}
        </Button>
      </div>
    </DialogFrame>
  );
}

interface ViewLineProps extends Pick<ViewsDialogProps, 'views' | 'onChange'> {
  view: ListView;
}

function ViewLine({ view, views, onChange }: ViewLineProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const renamed = renameView(views, view.name, name);
  const rename = () => {
    if (renamed && name.trim() !== view.name) onChange(renamed);
    else if (!renamed) setName(view.name);
  };
  return (
    <li className={classes.view}>
      <TextInput
        className={classes.name}
        aria-label={t('list:viewRename', { name: view.name })}
        maxLength={60}
        value={name}
        error={renamed ? undefined : t('list:viewTaken')}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) rename();
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={t('list:viewDelete', { name: view.name })}
        title={t('list:viewDelete', { name: view.name })}
        onClick={() => onChange(views.filter((other) => other !== view))}
      >
        <IconTrash size={16} stroke={1.5} aria-hidden />
      </ActionIcon>
    </li>
  );
}
