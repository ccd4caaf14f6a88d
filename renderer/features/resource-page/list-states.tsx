import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CliLine } from '../../ui/cli-line';
import classes from './list-states.module.css';
import type { EmptyText, Icon } from './types';

/** As many grey rows as the rows to come are high. */
export function Skeleton({ rowHeight }: { rowHeight: number }) {
  const { t } = useTranslation();
  return (
    <div className={classes.skeleton} role="status" aria-label={t('common:loading')}>
      {[46, 62, 38, 54, 42, 58, 34, 50].map((width) => (
        <div key={width} className={classes.bone} style={{ height: rowHeight }}>
          <span style={{ width: `${width / 2}%` }} />
          <span style={{ width: `${width / 3}%` }} />
          <span style={{ width: `${width / 5}%` }} />
        </div>
      ))}
    </div>
  );
}

interface EmptyProps {
  text: EmptyText;
  primary: { label: string; icon: Icon; run: () => void };
}

/** What this page is for in one sentence, one button, one CLI line. */
export function Empty({ text, primary }: EmptyProps) {
  return (
    <div className={classes.state}>
      <h2>{text.title}</h2>
      <p>{text.sentence}</p>
      <Button leftSection={<primary.icon size={16} stroke={1.5} aria-hidden />} onClick={primary.run}>
        {primary.label}
      </Button>
      <div className={classes.cli}>
        <CliLine command={text.cli} />
      </div>
      {text.more && <text.more />}
    </div>
  );
}
