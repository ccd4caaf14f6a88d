import type { ImageUsage } from '@contract/images';
import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes, formatRelative } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useSettings } from '../../store/mirror';
import { ChoiceGroup } from '../../ui/choice-group';
import { DeleteDialog } from '../../ui/delete-dialog';
import { notifyError } from '../../ui/notify';
import { useReturnFocus } from '../../ui/use-return-focus';
import { tellEnd } from '../tasks/follow-task';
import { type CleanUpChoice, freedRange, planCleanUp } from './clean-up';
import { DeletionItem } from './delete-images-dialog';
import classes from './delete-images-dialog.module.css';
import { deletionArgs, planDeletion } from './deletion';
import { type ImageLine, lineName } from './image-rows';

/** Hours, and the key of their words. */
const ages = [0, 24, 24 * 7, 24 * 30, 24 * 90] as const;

interface CleanUpDialogProps {
  lines: readonly ImageLine[];
  onClose: () => void;
}

/** Shows exactly which images a clean-up deletes and what comes back, then deletes those and no others. */
export function CleanUpDialog({ lines, onClose }: CleanUpDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const [choice, setChoice] = useState<CleanUpChoice>({ which: 'unused', olderThan: 0 });
  const [now] = useState(Date.now);
  const usage = useImageUsage();
  const saved = useSettings()?.protectedImages ?? [];
  const { going, kept } = planCleanUp(lines, choice, ({ key }) => saved.includes(key), now);
  const plan = planDeletion(going);
  const keys = going.map(({ key }) => key);
  const start = async () => {
    try {
      const { taskId } = await call('images.cleanUp', { epoch: currentEpoch(), keys });
      void tellEnd(taskId);
    } catch (thrown) {
      notifyError(t('tasks:failed.cleanup'), asErrorData(thrown));
    }
  };

  return (
    <DeleteDialog
      title={t('images:cleanUp.title')}
      items={plan.map((deletion) => (
        <DeletionItem key={deletion.line.key} deletion={deletion}>
          <span className={classes.age}>
            {deletion.line.image.createdAt > 0 && formatRelative(deletion.line.image.createdAt)}
          </span>
        </DeletionItem>
      ))}
      nothing={t('images:cleanUp.nothing')}
      locked={going.length === 0}
      cli={shellLine(deletionArgs(plan, false))}
      onClose={onClose}
      onConfirm={start}
      head={
        <div className={classes.choices}>
          <ChoiceGroup
            label={t('images:cleanUp.which')}
            value={choice.which}
            options={[
              { value: 'unused', label: t('images:cleanUp.unused') },
              { value: 'dangling', label: t('images:cleanUp.dangling') },
            ]}
            onChange={(which) => setChoice({ ...choice, which })}
          />
          <NativeSelect
            size="xs"
            aria-label={t('images:cleanUp.age')}
            value={String(choice.olderThan)}
            data={ages.map((hours) => ({
              value: String(hours),
              label:
                hours === 0
                  ? t('images:cleanUp.anyAge')
                  : t('images:cleanUp.olderThan', { count: hours / 24 }),
            }))}
            onChange={(event) => setChoice({ ...choice, olderThan: Number(event.currentTarget.value) })}
          />
        </div>
      }
    >
      {kept.length > 0 && (
        <p className={classes.freed}>
          {t('images:cleanUp.protected', {
            count: kept.length,
            names: cleanText(kept.map(lineName).join(', '), 300),
          })}
        </p>
      )}
      {going.length > 0 && (
        <p className={classes.freed} data-testid="freed">
          <Freed lines={going} usage={usage} />
        </p>
      )}
    </DeleteDialog>
  );
}

function Freed({ lines, usage }: { lines: readonly ImageLine[]; usage: ImageUsage | null | undefined }) {
  const { t } = useTranslation();
  if (usage === undefined) return t('images:cleanUp.counting');
  const { least, most } = freedRange(lines, usage);
  if (least === null) return t('images:delete.freed', { size: formatBytes(most) });
  if (least === most) return t('images:cleanUp.exact', { size: formatBytes(most) });
  return t('images:cleanUp.range', { least: formatBytes(least), most: formatBytes(most) });
}

/** What images share, asked once; undefined meanwhile, null where the engine does not tell. */
function useImageUsage(): ImageUsage | null | undefined {
  const [usage, setUsage] = useState<ImageUsage | null>();
  useEffect(() => {
    let isGone = false;
    call('images.usage', {}).then(
      (answer) => !isGone && setUsage(answer),
      () => !isGone && setUsage(null),
    );
    return () => {
      isGone = true;
    };
  }, []);
  return usage;
}
