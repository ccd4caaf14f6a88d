import type { AppInfo } from '@contract/app';
import type { Settings, SettingsRow } from '@contract/settings';
import { Button, Switch } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { useSettings } from '../../store/mirror';
import { ChoiceGroup } from '../../ui/choice-group';
import { notifyError } from '../../ui/notify';
import { PropertyList } from '../../ui/property-list';
import { RegistriesCard } from '../registries/registries-card';
import classes from './settings-page.module.css';

/** Everything the user can choose; each choice takes effect at once. */
export function SettingsPage() {
  const { t } = useTranslation();
  const settings = useSettings();
  useEffect(() => {
    document.title = `${t('settings:title')} - Lighter`;
  }, [t]);
  return (
    <section className={classes.page}>
      <header className={classes.head}>
        <h1>{t('settings:title')}</h1>
      </header>
      <div className={classes.scroll}>
        {settings && <Choices saved={settings} />}
        <RegistriesCard />
        <About />
      </div>
    </section>
  );
}

function Choices({ saved }: { saved: SettingsRow }) {
  const { t } = useTranslation();
  // A switch moves under the finger, not when main has written the file; what main then says is what stays.
  const [chosen, setChosen] = useState<Partial<Settings>>({});
  const settings = { ...saved, ...chosen };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever main says ends the wait
  useEffect(() => setChosen({}), [saved]);
  const set = (change: Partial<Settings>) => {
    setChosen((before) => ({ ...before, ...change }));
    call('settings.set', change).catch((thrown: unknown) => {
      setChosen({});
      notifyError(t('settings:failed'), asErrorData(thrown));
    });
  };
  return (
    <>
      <Card title={t('settings:appearance')}>
        <Choice
          label={t('settings:theme')}
          value={settings.theme}
          onChange={(theme) => set({ theme })}
          options={[
            { value: 'system', label: t('settings:system') },
            { value: 'light', label: t('settings:light') },
            { value: 'dark', label: t('settings:dark') },
          ]}
        />
        <Choice
          label={t('settings:language')}
          value={settings.language}
          onChange={(language) => set({ language })}
          options={[
            { value: 'system', label: t('settings:system') },
            { value: 'en', label: 'English' },
            { value: 'ko', label: '한국어' },
          ]}
        />
        <Toggle
          label={t('settings:compactRows')}
          help={t('settings:compactRowsHelp')}
          checked={settings.compactRows}
          onChange={(compactRows) => set({ compactRows })}
        />
      </Card>
      <Card title={t('settings:behaviour')}>
        <Toggle
          label={t('settings:closeToTray')}
          help={t('settings:closeToTrayHelp')}
          checked={settings.closeToTray}
          onChange={(closeToTray) => set({ closeToTray })}
        />
        <Toggle
          label={t('settings:startAtLogin')}
          help={settings.canStartAtLogin ? t('settings:startAtLoginHelp') : t('settings:startAtLoginCannot')}
          checked={settings.startAtLogin}
          disabled={!settings.canStartAtLogin}
          onChange={(startAtLogin) => set({ startAtLogin })}
        />
        <Toggle
          label={t('settings:startHidden')}
          help={t('settings:startHiddenHelp')}
          checked={settings.startHidden}
          onChange={(startHidden) => set({ startHidden })}
        />
        <Toggle
          label={t('settings:notifyTasks')}
          help={t('settings:notifyTasksHelp')}
          checked={settings.notifyTasks}
          onChange={(notifyTasks) => set({ notifyTasks })}
        />
      </Card>
      <Card title={t('engine-control:settings.title')}>
        <Choice
          label={t('engine-control:settings.startEngine')}
          value={settings.startEngine}
          onChange={(startEngine) => set({ startEngine })}
          options={[
            { value: 'managed', label: t('engine-control:settings.managed') },
            { value: 'any', label: t('engine-control:settings.any') },
            { value: 'never', label: t('engine-control:settings.never') },
          ]}
        />
        <Toggle
          label={t('engine-control:settings.keepRunning')}
          help={t('engine-control:settings.keepRunningHelp')}
          checked={settings.keepEngineRunning}
          onChange={(keepEngineRunning) => set({ keepEngineRunning })}
        />
      </Card>
    </>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{label}</span>
      <ChoiceGroup label={label} value={value} options={options} onChange={onChange} />
    </div>
  );
}

interface ToggleProps {
  label: string;
  /** What it does, or why it cannot be set. */
  help: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

function Toggle({ label, help, checked, disabled, onChange }: ToggleProps) {
  const id = useId();
  return (
    <div className={classes.row}>
      <label className={classes.label} htmlFor={id}>
        {label}
        <span className={classes.help} id={`${id}-help`}>
          {help}
        </span>
      </label>
      <Switch
        id={id}
        size="sm"
        aria-label={label}
        aria-describedby={`${id}-help`}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}

function About() {
  const { t } = useTranslation();
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    let isGone = false;
    call('app.info', {}).then(
      (answer) => !isGone && setInfo(answer),
      (thrown: unknown) => notifyError(t('settings:noInfo'), asErrorData(thrown)),
    );
    return () => {
      isGone = true;
    };
  }, [t]);
  const openFolder = () => {
    call('app.openLogFolder', {}).catch((thrown: unknown) =>
      notifyError(t('settings:noFolder'), asErrorData(thrown)),
    );
  };
  if (!info) return null;
  return (
    <div className={classes.about}>
      <PropertyList
        title={t('settings:about')}
        rows={[
          { label: 'Lighter', value: info.version },
          { label: 'Electron', value: info.electron },
          { label: 'Chromium', value: info.chromium },
          { label: 'Node', value: info.node },
          { label: t('settings:log'), value: <code>{info.logFile}</code> },
        ]}
      />
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconFolderOpen size={16} stroke={1.5} aria-hidden />}
        onClick={openFolder}
      >
        {t('settings:openLogFolder')}
      </Button>
    </div>
  );
}
