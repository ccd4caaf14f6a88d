import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './palette-button.module.css';
import { isMac, openPalette, paletteKeys } from './palette-store';

/** Opens the command palette, and shows the keys that do so. */
export function PaletteButton({ collapsed }: { collapsed: boolean }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.button}
      data-collapsed={collapsed}
      aria-label={t('palette:button')}
      title={`${t('palette:title')} (${paletteKeys})`}
      aria-haspopup="dialog"
      aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      onClick={openPalette}
    >
      <IconSearch size={16} stroke={1.5} aria-hidden />
      {!collapsed && (
        <>
          <span className={classes.word}>{t('palette:button')}</span>
          <kbd className={classes.keys}>{paletteKeys}</kbd>
        </>
      )}
    </button>
  );
}
