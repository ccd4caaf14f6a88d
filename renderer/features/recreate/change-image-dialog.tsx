import { imageRef } from '@contract/ids';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { DialogForm } from '../../ui/dialog-frame';
import type { QuestionProps } from '../container-actions/container-dialog';
import { useContainerForm } from '../containers/use-container-form';
import { ImageField } from '../run/image-field';
import { useImage } from '../run/use-image';
import { TaskButtons } from '../tasks/task-buttons';
import { ReplaceBody } from './replace-body';
import { useReplace } from './use-replace';

/** Puts a container of another image in the place of this one: pick a tag, see what changes, do it. */
export function ChangeImageDialog({ rows: [row], image: proposed, onClose }: QuestionProps) {
  const { t } = useTranslation();
  // The row gets another name while it is put aside, and goes in the end.
  const [first] = useState(row);
  const [typed, setTyped] = useState(proposed ?? (row.image.startsWith('sha256:') ? '' : row.image));
  const image = typed.trim();
  const wish = useMemo(() => ({ image }), [image]);
  const lookup = useImage(image);
  const form = useContainerForm(first);
  const replace = useReplace(row, wish, onClose);
  const { plan, task } = replace;
  const isValid = imageRef.safeParse(image).success;

  return (
    <DialogForm
      title={t('recreate:title', { name: cleanText(first.name, 128) })}
      size={680}
      onClose={onClose}
      onSubmit={replace.start}
    >
      <ReplaceBody {...{ replace, wish, form }} name={first.name}>
        <ImageField
          value={typed}
          lookup={lookup}
          problem={image !== '' && !isValid ? { code: 'image-invalid' } : undefined}
          disabled={task.isRunning}
          onChange={setTyped}
        />
      </ReplaceBody>
      <TaskButtons task={task} onClose={onClose}>
        <Button size="compact-md" type="submit" disabled={!isValid || !plan || plan.refused !== null}>
          {t(plan?.needsPull ? 'recreate:pullAndReplace' : 'recreate:replace')}
        </Button>
      </TaskButtons>
    </DialogForm>
  );
}
