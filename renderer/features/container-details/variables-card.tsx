import { ActionIcon, Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import classes from './details.module.css';
import type { EnvVariable } from './read-inspect';
import { maskedValue, toggled } from './secrets';

/** Longer values end in an ellipsis; Inspect has them whole. */
const longest = 4000;

/** The environment; its values are often passwords, so each is hidden until asked for. */
export function EnvironmentCard({ env }: { env: readonly EnvVariable[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const isAllShown = env.every(({ name }) => shown.has(name));
  return (
    <section className={classes.card}>
      <h2>
        {t('details:env.title')}
        {env.length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => setShown(isAllShown ? new Set() : new Set(env.map(({ name }) => name)))}
          >
            {t(isAllShown ? 'details:env.hideAll' : 'details:env.showAll')}
          </Button>
        )}
      </h2>
      {env.length === 0 && <p className={classes.none}>{t('details:env.none')}</p>}
      <dl className={classes.variables}>
        {env.map(({ name, value }) => {
          const isShown = shown.has(name);
          const Icon = isShown ? IconEyeOff : IconEye;
          const label = t(isShown ? 'details:env.hide' : 'details:env.show', { name: cleanText(name, 80) });
          return (
            <div key={name}>
              <dt>{cleanText(name, 200)}</dt>
              <dd data-empty={value === ''}>
                {value === '' ? t('details:env.empty') : cleanText(maskedValue(value, isShown), longest)}
                {value !== '' && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={20}
                    aria-label={label}
                    title={label}
                    aria-pressed={isShown}
                    onClick={() => setShown(toggled(shown, name))}
                  >
                    <Icon size={14} stroke={1.5} aria-hidden />
                  </ActionIcon>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** The labels, sorted by name. */
export function LabelsCard({ labels }: { labels: readonly EnvVariable[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card}>
      <h2>{t('details:labels.title')}</h2>
      {labels.length === 0 && <p className={classes.none}>{t('details:labels.none')}</p>}
      <dl className={classes.variables}>
        {labels.map(({ name, value }) => (
          <div key={name}>
            <dt>{cleanText(name, 300)}</dt>
            <dd data-empty={value === ''}>
              {value === '' ? t('details:env.empty') : cleanText(value, longest)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
