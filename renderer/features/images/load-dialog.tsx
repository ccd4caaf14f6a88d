import type { ChosenFile } from '@contract/images';
import { Button, Textarea, TextInput } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { ChoiceGroup } from '../../ui/choice-group';
import { notifyError } from '../../ui/notify';
import { tellDone } from '../tasks/follow-task';
import { TaskForm } from '../tasks/task-form';
import classes from '../tasks/task-form.module.css';
import { useTask } from '../tasks/use-task';

type What = 'images' | 'files';

/** Loads an archive of `docker save`, or makes an image of an archive of files. */
export function LoadDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [what, setWhat] = useState<What>('images');
  const [name, setName] = useState('');
  const [lines, setLines] = useState('');
  const load = useTask((done) => {
    tellDone(done);
    onClose();
  });
  const typed = name.trim();
  const changes = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const choose = () =>
    call('images.chooseArchive', {}).then(
      (chosen) => chosen && setFile(chosen),
      (thrown: unknown) => notifyError(t('images:load.noFile'), asErrorData(thrown)),
    );
  const begin = async () => {
    if (!file) return null;
    const common = { epoch: currentEpoch(), file: file.id };
    return what === 'images'
      ? call('images.load', common)
      : call('images.import', { ...common, name: typed || null, changes });
  };
  const path = file?.path ?? 'FILE';
  const cli =
    what === 'images'
      ? ['docker', 'load', '-i', path]
      : [
          'docker',
          'import',
          ...changes.flatMap((line) => ['--change', line]),
          path,
          ...(typed ? [typed] : []),
        ];

  return (
    <TaskForm
      title={t('images:load.title')}
      submit={t(what === 'images' ? 'images:load.load' : 'images:load.import')}
      canSubmit={file !== null}
      onSubmit={() => void load.start(begin)}
      onClose={onClose}
      cli={shellLine(cli)}
      run={load}
      error={load.error}
    >
      <div className={classes.file}>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconFolderOpen size={16} stroke={1.5} aria-hidden />}
          onClick={() => void choose()}
          disabled={load.isRunning}
          data-autofocus
        >
          {t('images:load.chooseFile')}
        </Button>
        <span className={classes.path} title={file?.path}>
          {file
            ? t('images:load.file', { path: cleanText(file.path, 300), size: formatBytes(file.bytes) })
            : t('images:load.none')}
        </span>
      </div>
      <div>
        <ChoiceGroup
          label={t('images:load.what')}
          value={what}
          options={[
            { value: 'images', label: t('images:load.images') },
            { value: 'files', label: t('images:load.files') },
          ]}
          onChange={setWhat}
        />
      </div>
      <p className={classes.note}>
        {t(what === 'images' ? 'images:load.imagesNote' : 'images:load.filesNote')}
      </p>
      {what === 'files' && (
        <>
          <TextInput
            label={t('images:load.name')}
            placeholder="me/base:1.0"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            classNames={{ input: 'mono' }}
            spellCheck={false}
            autoComplete="off"
          />
          <Textarea
            label={t('images:load.changes')}
            description={t('images:load.changesHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            placeholder={'CMD ["sh"]\nEXPOSE 8080'}
            autosize
            minRows={2}
            maxRows={6}
            value={lines}
            onChange={(event) => setLines(event.currentTarget.value)}
            classNames={{ input: 'mono' }}
            spellCheck={false}
          />
        </>
      )}
    </TaskForm>
  );
}
