import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../lib/format';
import { useTable } from '../../store/mirror';
import { ProblemLine } from './problem-line';
import { ageText } from './problem-text';
import type { Problem } from './problems';
import classes from './run.module.css';
import type { ImageLookup } from './use-image';

interface ImageFieldProps {
  value: string;
  lookup: ImageLookup;
  problem: Problem | undefined;
  disabled: boolean;
  onChange: (value: string) => void;
}

/** The image: typed freely, completed from the local ones; says whether it is here. */
export function ImageField({ value, lookup, problem, disabled, onChange }: ImageFieldProps) {
  const { t } = useTranslation();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const images = useTable('images');
  const typed = value.trim().toLowerCase();
  const tags = [...images.values()].flatMap((image) => image.tags.map((tag) => ({ tag, size: image.size })));
  const matches = tags
    .filter(({ tag }) => tag.toLowerCase().includes(typed) && tag !== value.trim())
    .sort((a, b) => a.tag.localeCompare(b.tag))
    .slice(0, 30);
  const local = lookup.kind === 'local' ? images.get(lookup.defaults.id) : undefined;

  return (
    <div>
      <Combobox
        store={combobox}
        onOptionSubmit={(tag) => {
          onChange(tag);
          combobox.closeDropdown();
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            label={t('run:image')}
            data-field="image"
            placeholder="nginx"
            value={value}
            readOnly={disabled}
            onChange={(event) => {
              onChange(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onBlur={() => combobox.closeDropdown()}
            error={problem !== undefined}
            aria-describedby={problem ? 'run-image-problem' : 'run-image-place'}
            rightSection={
              <span id="run-image-place" className={classes.place}>
                {placeText(lookup, local?.createdAt)}
              </span>
            }
            rightSectionWidth={lookup.kind === 'local' || lookup.kind === 'missing' ? 160 : 24}
            rightSectionPointerEvents="none"
            rightSectionProps={{ className: classes.placeBox }}
            spellCheck={false}
            data-autofocus
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={matches.length === 0}>
          <Combobox.Options mah={220} className={classes.options} aria-label={t('run:suggestions')}>
            {matches.map(({ tag, size }) => (
              <Combobox.Option value={tag} key={tag}>
                <span className={classes.option}>
                  <span className={classes.optionName}>{tag}</span>
                  <span className={classes.muted}>{formatBytes(size)}</span>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <ProblemLine id="run-image-problem" problem={problem} />
    </div>
  );

  function placeText({ kind }: ImageLookup, createdAt: number | undefined): string {
    if (kind === 'missing') return t('run:willBePulled');
    if (kind !== 'local') return '';
    return createdAt ? t('run:localSince', { age: ageText(Date.now() - createdAt) }) : t('run:local');
  }
}
