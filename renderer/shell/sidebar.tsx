import {
  IconCube,
  IconHammer,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSettings,
  IconStack2,
} from '@tabler/icons-react';
import { useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { PaletteButton } from '../features/palette/palette-button';
import { call } from '../lib/bridge';
import { formatNumber } from '../lib/format';
import { useMirror } from '../store/mirror';
import { Logo } from './logo';
import classes from './sidebar.module.css';

/** The pages that work, in the order of the sidebar. */
const pages = [
  { path: '/containers', name: 'containers', icon: IconCube, table: 'containers', below: false },
  { path: '/images', name: 'images', icon: IconStack2, table: 'images', below: false },
  { path: '/builds', name: 'builds', icon: IconHammer, table: 'builds', below: false },
  { path: '/settings', name: 'settings', icon: IconSettings, table: null, below: true },
] as const;

/** The main navigation; 200 px wide, or icons only. */
export function Sidebar({ collapsed }: { collapsed: boolean }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const current = pages.find(({ path }) => location.startsWith(path));
  const name = location.startsWith('/engine') ? 'engine' : current?.name;
  // A layout effect: a details page puts the object's name there afterwards.
  useLayoutEffect(() => {
    document.title = name ? `${t(`shell:page.${name}`)} - Lighter` : 'Lighter';
  }, [name, t]);

  const label = collapsed ? t('shell:expand') : t('shell:collapse');
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const link = (page: (typeof pages)[number]) => (
    <NavItem key={page.path} page={page} collapsed={collapsed} current={page === current} />
  );
  return (
    <nav className={classes.side} aria-label={t('shell:main')} data-collapsed={collapsed}>
      <div className={classes.brand}>
        <Logo />
        <span className={classes.text}>Lighter</span>
      </div>
      <PaletteButton collapsed={collapsed} />
      <div className={classes.nav}>
        {pages.filter((page) => !page.below).map(link)}
        <div className={classes.space} />
        {pages.filter((page) => page.below).map(link)}
      </div>
      <button
        type="button"
        className={classes.item}
        aria-label={label}
        title={label}
        aria-expanded={!collapsed}
        onClick={() => void call('settings.set', { sidebarCollapsed: !collapsed })}
      >
        <Toggle size={16} stroke={1.5} aria-hidden />
        <span className={classes.text}>{t('shell:collapseShort')}</span>
      </button>
    </nav>
  );
}

interface NavItemProps {
  page: (typeof pages)[number];
  collapsed: boolean;
  current: boolean;
}

function NavItem({ page, collapsed, current }: NavItemProps) {
  const { t } = useTranslation();
  const { table, icon: Icon } = page;
  const ready = useMirror((mirror) => table !== null && mirror.tables.lists.get(table)?.state === 'ready');
  const count = useMirror((mirror) => (table === null ? 0 : mirror.tables[table].size));
  const label = t(`shell:page.${page.name}`);
  return (
    <a
      href={`#${page.path}`}
      className={classes.item}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      title={collapsed ? label : undefined}
    >
      <Icon size={16} stroke={1.5} aria-hidden />
      <span className={classes.text}>{label}</span>
      {ready && (
        <span className={classes.count} aria-hidden="true">
          {formatNumber(count)}
        </span>
      )}
    </a>
  );
}
