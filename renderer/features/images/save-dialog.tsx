import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatNumber, shortId } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { tellDone } from '../tasks/follow-task';
import { TaskForm } from '../tasks/task-form';
import classes from '../tasks/task-form.module.css';
import { useTask } from '../tasks/use-task';
import { type ImageLine, lineName } from './image-rows';

interface SaveDialogProps {
  lines: readonly ImageLine[];
  onClose: () => void;
}

/** Saves images into one archive, at a place the system's dialog asks for. */
export function SaveDialog({ lines, onClose }: SaveDialogProps) {
  const { t } = useTranslation();
  const save = useTask((done) => {
    tellDone(done);
    onClose();
  });
  const keys = lines.map(({ key }) => key);
  return (
    <TaskForm
      title={t('images:save.title', { count: lines.length, number: formatNumber(lines.length) })}
      submit={t('images:save.choose')}
      canSubmit
      onSubmit={() => void save.start(() => call('images.save', { epoch: currentEpoch(), keys }))}
      onClose={onClose}
      cli={shellLine(['docker', 'save', '-o', 'images.tar', ...keys])}
      run={save}
      error={save.error}
    >
      <ul
        className={classes.names}
        aria-label={t('images:save.what')}
        tabIndex={lines.length > 5 ? 0 : undefined}
      >
        {lines.map((line) => (
          <li key={line.key}>
            <span>{line.tag === null ? shortId(line.image.id) : cleanText(lineName(line), 128)}</span>
            <span>{formatBytes(line.image.size)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.note}>{t('images:save.note')}</p>
    </TaskForm>
  );
}
