import type { SystemSummary } from '@contract/diagnose';
import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { ChoiceGroup } from '../../ui/choice-group';
import { notifyError } from '../../ui/notify';
import { EngineFound } from './engine-found';
import classes from './get-engine.module.css';
import { WayCard } from './way-card';
import { type Distribution, type Platform, waysOf } from './ways';
import { WindowsGround } from './windows-ground';

const platforms: readonly { value: Platform; label: string }[] = [
  { value: 'linux', label: 'Linux' },
  { value: 'darwin', label: 'macOS' },
  { value: 'win32', label: 'Windows' },
];
const distributions: readonly { value: Distribution; label: string }[] = [
  { value: 'debian', label: 'Debian' },
  { value: 'ubuntu', label: 'Ubuntu' },
  { value: 'fedora', label: 'Fedora' },
  { value: 'arch', label: 'Arch Linux' },
  { value: 'suse', label: 'openSUSE' },
];

/** From nothing to an engine, step by step, for the system this is; says so when one has come up. */
export function GetEnginePage() {
  const { t } = useTranslation();
  const system = useSystem();
  const [chosen, setChosen] = useState<{ platform?: Platform; distribution?: Distribution }>({});
  useEffect(() => {
    document.title = `${t('get-engine:page')} - Lighter`;
  }, [t]);
  const own: Platform = system && system.platform !== 'other' ? system.platform : 'linux';
  const platform = chosen.platform ?? own;
  const distribution = chosen.distribution ?? system?.distribution ?? 'debian';
  const families = [...distributions, { value: 'other' as const, label: t('get-engine:otherLinux') }];

  return (
    <section className={classes.page}>
      <header className={classes.head}>
        <h1>{t('get-engine:page')}</h1>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconStethoscope size={16} stroke={1.5} aria-hidden />}
          onClick={() => navigate('/diagnose')}
        >
          {t('get-engine:diagnose')}
        </Button>
      </header>
      <div className={classes.scroll}>
        <EngineFound />
        <p className={classes.lead}>{t('get-engine:lead')}</p>
        {system && (
          <>
            <div className={classes.choices}>
              <ChoiceGroup
                label={t('get-engine:platform')}
                value={platform}
                options={platforms}
                onChange={(next) => setChosen({ ...chosen, platform: next })}
              />
              {platform === 'linux' && (
                <ChoiceGroup
                  label={t('get-engine:distribution')}
                  value={distribution}
                  options={families}
                  onChange={(next) => setChosen({ ...chosen, distribution: next })}
                />
              )}
              {platform === own && system.prettyName !== '' && (
                <span className={classes.muted}>
                  {t('get-engine:thisMachine', { name: system.prettyName })}
                </span>
              )}
            </div>
            {platform === 'win32' && <WindowsGround isHere={own === 'win32'} />}
            <div className={classes.cards}>
              {waysOf(platform, distribution).map((way, index) => (
                <WayCard key={way.id} way={way} recommended={index === 0} />
              ))}
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function useSystem(): SystemSummary | null {
  const { t } = useTranslation();
  const [system, setSystem] = useState<SystemSummary | null>(null);
  useEffect(() => {
    let isGone = false;
    call('diagnose.system', {}).then(
      (found) => !isGone && setSystem(found),
      (thrown: unknown) => notifyError(t('get-engine:failed'), asErrorData(thrown)),
    );
    return () => {
      isGone = true;
    };
  }, [t]);
  return system;
}
