import type { EngineBlock, EngineRow } from '@contract/engine';
import { IconPlayerPlay, IconPlayerStop, IconRotate, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import type { MenuEntry } from '../../ui/action-menu';
import { askEngine, performEngine } from './perform';

/** The engine menu's first entries: start, stop, restart; each disabled with the reason where it cannot work. */
export function useEngineEntries(engine: EngineRow | undefined): MenuEntry[] {
  const { t } = useTranslation();
  if (!engine) return [];
  const { control } = engine;
  const { work } = control;
  const why = (can: true | EngineBlock) => {
    if (work) return t('engine-control:block.working');
    return can === true ? undefined : t(`engine-control:block.${can}`);
  };
  const entries: MenuEntry[] = [
    {
      id: 'start',
      label: t('engine-control:start'),
      icon: IconPlayerPlay,
      disabled: why(control.start),
      run: () => performEngine('start'),
    },
    {
      id: 'stop',
      label: t('engine-control:stop'),
      icon: IconPlayerStop,
      disabled: why(control.stop),
      run: () => askEngine('stop'),
    },
    {
      id: 'restart',
      label: t('engine-control:restart'),
      icon: IconRotate,
      disabled: why(control.restart),
      run: () => askEngine('restart'),
    },
  ];
  if (work && work.action !== 'stop')
    entries.push({
      id: 'cancel',
      label: t('engine-control:cancelStart'),
      icon: IconX,
      run: () => void call('engine.cancelStart', {}),
    });
  return entries;
}
