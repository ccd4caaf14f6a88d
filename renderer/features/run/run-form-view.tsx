import { publishes } from '@contract/run/networks';
import type { RunForm } from '@contract/run-form';
import { Button, Modal, TextInput } from '@mantine/core';
import { IconBookmarks, IconClipboardText } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EnvRows } from './env-rows';
import { fieldsFromForm } from './fields-from-form';
import { ImageField } from './image-field';
import { MoreFields } from './more-fields';
import { MoreSection } from './more-section';
import { PastePanel } from './paste-panel';
import { PortRows } from './port-rows';
import { ProblemLine } from './problem-line';
import type { Problem, Problems } from './problems';
import { Section } from './row-parts';
import classes from './run.module.css';
import { SectionList, type useSections } from './section-list';
import { TemplatesPanel } from './templates-panel';
import type { RunFormState } from './use-run-form';
import { VolumeRows } from './volume-rows';

/** What is open between the head and the fields: a text to be read, or the kept forms. */
export type RunPanel = { kind: 'paste'; text: string } | { kind: 'templates' } | null;

export interface RunFormViewProps {
  title: string;
  form: RunFormState;
  /** The problems to show. */
  shown: Problems;
  sections: ReturnType<typeof useSections>;
  scroller: RefObject<HTMLDivElement | null>;
  panel: RunPanel;
  onPanel: (panel: RunPanel) => void;
  /** Everything was replaced by a pasted line or a template. */
  onLoad?: () => void;
  /** Something is being done with it: nothing can be changed. */
  isBusy: boolean;
  onPull: (image: string) => void;
}

/** True now and another time not: no reason against keeping a form. */
const passing: ReadonlySet<Problem['code']> = new Set([
  'name-taken',
  'port-taken',
  'network-unknown',
  'image-unknown',
]);

/** The run form itself: head, pasted lines and templates, and every field in its section. */
export function RunFormView(props: RunFormViewProps) {
  const { title, form, shown, sections, scroller, panel, onPanel, isBusy, onPull } = props;
  const { t } = useTranslation();
  const { fields, dispatch, lookup, checked } = form;
  const [left, setLeft] = useState<string[]>([]);
  const more = { fields, problems: shown, dispatch };

  const load = (taken: RunForm, withheld: string[]) => {
    dispatch({ kind: 'load', fields: fieldsFromForm(taken) });
    setLeft(withheld);
    props.onLoad?.();
  };
  return (
    <>
      <div className={classes.head}>
        <Modal.Title className={classes.title}>{title}</Modal.Title>
        <div className={classes.headActions}>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconClipboardText size={16} stroke={1.5} aria-hidden />}
            aria-expanded={panel?.kind === 'paste'}
            disabled={isBusy}
            onClick={() => onPanel(panel?.kind === 'paste' ? null : { kind: 'paste', text: '' })}
          >
            {t('run:paste.open')}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconBookmarks size={16} stroke={1.5} aria-hidden />}
            aria-expanded={panel?.kind === 'templates'}
            disabled={isBusy}
            onClick={() => onPanel(panel?.kind === 'templates' ? null : { kind: 'templates' })}
          >
            {t('run:templates.title')}
          </Button>
          <Modal.CloseButton aria-label={t('common:close')} />
        </div>
      </div>
      {panel && !isBusy && (
        <div className={classes.panel} data-panel>
          {panel.kind === 'paste' ? (
            <PastePanel
              key={panel.text}
              initial={panel.text}
              onForm={(pasted) => load(pasted, [])}
              onClose={() => onPanel(null)}
            />
          ) : (
            <TemplatesPanel
              form={checked.form}
              hasProblems={[...checked.problems.values()].some(({ code }) => !passing.has(code))}
              onForm={(one) => {
                load(one.form, one.withheld);
                onPanel(null);
              }}
              onClose={() => onPanel(null)}
            />
          )}
        </div>
      )}
      {left.length > 0 && (
        <p className={classes.leftOut} role="status">
          {t('run:templates.fill', { names: left.join(', ') })}
        </p>
      )}
      <div className={classes.body}>
        <SectionList fields={fields} problems={shown} active={sections.active} onJump={sections.jump} />
        <div ref={scroller} className={classes.scroller} inert={isBusy} {...sections.scrollProps}>
          <Section id="basics">
            <div className={classes.imageAndName}>
              <ImageField
                value={fields.image}
                lookup={lookup}
                problem={shown.get('image')}
                disabled={isBusy}
                onChange={(value) => dispatch({ kind: 'set', field: 'image', value })}
              />
              <div>
                <TextInput
                  label={t('run:name')}
                  data-field="name"
                  placeholder={t('run:nameExample')}
                  value={fields.name}
                  onChange={(event) =>
                    dispatch({ kind: 'set', field: 'name', value: event.currentTarget.value })
                  }
                  error={shown.has('name')}
                  aria-describedby={shown.has('name') ? 'run-name' : undefined}
                  spellCheck={false}
                  autoComplete="off"
                />
                <ProblemLine id="run-name" problem={shown.get('name')} />
              </div>
            </div>
            <MoreSection section="basics" {...more} />
          </Section>
          <PortRows
            rows={fields.ports}
            problems={shown}
            lookup={lookup}
            isPublishing={publishes(fields.network)}
            dispatch={dispatch}
            onPull={() => onPull(fields.image.trim())}
          >
            <MoreSection section="ports" {...more} />
          </PortRows>
          <VolumeRows
            rows={fields.volumes}
            problems={shown}
            imageVolumes={lookup.kind === 'local' ? lookup.defaults.volumes : []}
            dispatch={dispatch}
          >
            <MoreSection section="volumes" {...more} />
          </VolumeRows>
          <EnvRows rows={fields.env} problems={shown} dispatch={dispatch} />
          <MoreFields fields={fields} problems={shown} lookup={lookup} dispatch={dispatch} />
        </div>
      </div>
    </>
  );
}
