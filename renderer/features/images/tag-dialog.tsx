import { imageRef } from '@contract/ids';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useEngine } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { notifySuccess } from '../../ui/notify';

interface TagDialogProps {
  /** A name the image has, or its id. */
  image: string;
  onClose: () => void;
}

/** Gives an image one more name. */
export function TagDialog({ image, onClose }: TagDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const isEngineRunning = useEngine()?.state === 'running';
  const typed = name.trim();
  const tag = async () => {
    await call('images.tag', { epoch: currentEpoch(), key: image, name: typed });
    notifySuccess(t('images:tag.done', { name: cleanText(typed, 128) }));
  };
  const isValid = imageRef.safeParse(typed).success;
  const isWrong = typed !== '' && !isValid;
  return (
    <ActionDialog
      title={t('images:tag.title', { name: cleanText(image, 128) })}
      confirm={t('images:tag.tag')}
      reason={isEngineRunning ? (isValid ? null : '') : t('pull:noEngine')}
      onConfirm={tag}
      onClose={onClose}
      cli={shellLine(['docker', 'tag', image, typed || 'NAME'])}
    >
      <TextInput
        label={t('images:tag.name')}
        description={!isWrong && t('images:tag.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={isWrong && t('pull:invalid')}
        placeholder="registry.example/me/app:1.0"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
    </ActionDialog>
  );
}
