import type { ContainerRow } from '@contract/containers';
import type { LighterErrorData } from '@contract/errors';
import type { ContainerEdit } from '@contract/recreate';
import type { RunForm } from '@contract/run-form';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { DialogButtons, DialogForm, DialogFrame } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import type { QuestionProps } from '../container-actions/container-dialog';
import type { ContainerForm } from '../containers/container-form';
import { loadContainerForm } from '../containers/load-container-form';
import { checkFields } from '../run/check';
import type { RunFields } from '../run/fields';
import { fieldsFromForm } from '../run/fields-from-form';
import classes from '../run/run.module.css';
import { RunFormFrame, useRunFrame } from '../run/run-form-frame';
import { useRun } from '../run/use-run';
import { useRunForm } from '../run/use-run-form';
import { TaskButtons } from '../tasks/task-buttons';
import { ReplaceBody } from './replace-body';
import { useReplace } from './use-replace';

/** Changes any option of a container: the run form filled with what it has, what changes, and then the replacement. */
export function EditDialog({ rows: [row], onClose }: QuestionProps) {
  const { t } = useTranslation();
  // The row gets another name while it is put aside, and goes in the end.
  const [first] = useState(row);
  const [read, setRead] = useState<ContainerForm | { error: LighterErrorData } | null>(null);
  const [edit, setEdit] = useState<ContainerEdit | null>(null);
  const [fields, setFields] = useState<RunFields | null>(null);
  useEffect(() => {
    let isStale = false;
    loadContainerForm(first.id, first.imageId).then(
      (form) => !isStale && setRead(form),
      (thrown: unknown) => !isStale && setRead({ error: asErrorData(thrown) }),
    );
    return () => {
      isStale = true;
    };
  }, [first]);

  const title = t('recreate:edit.title', { name: cleanText(first.name, 128) });
  if (!read) return null;
  if ('error' in read)
    return (
      <DialogFrame title={title} onClose={onClose}>
        <ErrorNotice error={read.error} isOpen />
      </DialogFrame>
    );
  if (edit)
    return (
      <Review {...{ row, title, edit, onClose }} name={first.name} form={read} onBack={() => setEdit(null)} />
    );
  return (
    <EditForm
      {...{ title, onClose }}
      own={first.id}
      first={fields ?? fieldsFromForm(read.form)}
      onReview={(to, typed) => {
        setFields(typed);
        setEdit({ from: unchanged(read.form), to });
      }}
    />
  );
}

/** The form as the fields say it when nobody has touched them, so that only what somebody changed differs from it. */
function unchanged(form: RunForm): RunForm {
  const nothing = { containers: [], networks: null, probes: new Map(), isImageInvalid: false };
  return checkFields(fieldsFromForm(form), nothing).form;
}

interface EditFormProps {
  title: string;
  /** The container's id. */
  own: string;
  first: RunFields;
  onReview: (form: RunForm, fields: RunFields) => void;
  onClose: () => void;
}

function EditForm({ title, own, first, onReview, onClose }: EditFormProps) {
  const { t } = useTranslation();
  const frame = useRunFrame();
  const form = useRunForm(() => first, own);
  const { problems } = form.checked;
  const [failure, setFailure] = useState<LighterErrorData | null>(null);
  const run = useRun({ onDone: () => undefined, onError: setFailure });
  const review = async () => {
    const { form: to, problems: found } = await form.checkNow();
    const [wrong] = found.keys();
    if (wrong) frame.sections.focusField(wrong);
    else onReview(to, form.fields);
  };
  return (
    <RunFormFrame
      {...{ title, frame, form, run, onClose }}
      shown={form.shown}
      error={failure}
      leftUndone={t('recreate:edit.leftUndone')}
      onPull={(image) => {
        setFailure(null);
        void run.pullOnly(image);
      }}
      onSubmit={() => void review()}
    >
      {(close) => (
        <div className={classes.foot}>
          <DialogButtons
            reason={
              problems.size > 0
                ? t('run:reason.problems', { count: problems.size })
                : t('recreate:edit.explain')
            }
            onCancel={close}
          >
            <Button size="compact-md" type="submit" disabled={problems.size > 0}>
              {t('recreate:edit.review')}
            </Button>
          </DialogButtons>
        </div>
      )}
    </RunFormFrame>
  );
}

interface ReviewProps {
  row: ContainerRow;
  name: string;
  title: string;
  edit: ContainerEdit;
  form: ContainerForm;
  onBack: () => void;
  onClose: () => void;
}

function Review({ row, name, title, edit, form, onBack, onClose }: ReviewProps) {
  const { t } = useTranslation();
  const [wish] = useState({ image: edit.to.image, edit });
  const replace = useReplace(row, wish, onClose);
  const { plan, task } = replace;
  return (
    <DialogForm title={title} size={680} onClose={onClose} onSubmit={replace.start}>
      <ReplaceBody {...{ replace, wish, name, form }} />
      <TaskButtons task={task} onClose={onClose}>
        <Button size="compact-md" variant="default" onClick={onBack}>
          {t('recreate:edit.back')}
        </Button>
        <Button size="compact-md" type="submit" disabled={!plan || plan.refused !== null} data-autofocus>
          {t(plan?.needsPull ? 'recreate:pullAndReplace' : 'recreate:replace')}
        </Button>
      </TaskButtons>
    </DialogForm>
  );
}
