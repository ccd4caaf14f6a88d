import { IconArrowLeft } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect } from 'react';
import { cleanText } from '../lib/clean-text';
import classes from './details-head.module.css';

export interface DetailsTab {
  id: string;
  label: string;
  icon?: ReactNode;
}

interface DetailsHeadProps {
  /** The list's place, without the hash: `/containers`. */
  backTo: string;
  /** The back link's name: `Back to containers`. */
  backLabel: string;
  title: string;
  state?: ReactNode;
  /** What stands beside the state, separated by dots. */
  meta?: readonly ReactNode[];
  actions?: ReactNode;
  tabs?: readonly DetailsTab[];
  active?: string;
  onTab?: (id: string) => void;
}

/** The attributes that tie a tab's content to its tab. */
export const tabPanelProps = (id: string) =>
  ({ role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}` }) as const;

/** Head of a details page: back link, name as heading, state, actions, tabs (arrow keys move between them). */
export function DetailsHead(props: DetailsHeadProps) {
  const { backTo, backLabel, title, state, meta = [], actions, tabs = [], active, onTab } = props;
  const name = cleanText(title, 300);
  useEffect(() => {
    document.title = `${name} - Lighter`;
  }, [name]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!tab) return;
    event.preventDefault();
    onTab?.(tab.id);
    document.getElementById(`tab-${tab.id}`)?.focus();
  };

  return (
    <header className={classes.head}>
      <div className={classes.row}>
        <a className={classes.back} href={`#${backTo}`} aria-label={backLabel} title={backLabel}>
          <IconArrowLeft size={16} stroke={1.5} aria-hidden />
        </a>
        <h1 className={classes.title} title={name}>
          {name}
        </h1>
        {state}
        {meta.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have a fixed order
          <span className={classes.meta} key={index}>
            {part}
          </span>
        ))}
        <div className={classes.actions}>{actions}</div>
      </div>
      {tabs.length > 0 && (
        <div className={classes.tabs} role="tablist" onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`tab-${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === active}
              aria-controls={tab.id === active ? `panel-${tab.id}` : undefined}
              tabIndex={tab.id === active ? 0 : -1}
              className={classes.tab}
              onClick={() => onTab?.(tab.id)}
            >
              {tab.icon}
              {tab.label}
            </button>
          ))}
        </div>
      )}
    </header>
  );
}
