import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { CellLink } from '../resource-page/cells';
import type { ImageLine } from './image-rows';
import classes from './images-page.module.css';

/** More than a few cannot be seen anyway, and there may be a thousand. */
const most = 8;

/** The containers made from it, as links on one line; all of them on hover. */
export function UsersCell({ line }: { line: ImageLine }) {
  const { t } = useTranslation();
  if (line.users.length === 0) return <span className={classes.muted}>{t(`images:use.${line.use}`)}</span>;
  return (
    <span title={line.users.map(({ name }) => cleanText(name, 128)).join(', ')}>
      {line.users.slice(0, most).map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <CellLink href={`#/containers/${id}`}>{cleanText(name, 128)}</CellLink>
        </span>
      ))}
      {line.users.length > most && ' …'}
    </span>
  );
}
