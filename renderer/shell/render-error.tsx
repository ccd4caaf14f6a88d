import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button';
import classes from './render-error.module.css';

interface Failure {
  error: unknown;
  /** Which components were being drawn; null until React has told. */
  where: string | null;
}

interface BoundaryProps {
  children: ReactNode;
  /** Another page is drawn anew, whatever happened on the last one. */
  page?: string;
}

/** Shows what happened in place of what cannot be drawn: without it React takes the whole page away. */
export class RenderErrorBoundary extends Component<BoundaryProps, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error, where: null } };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ failure: { error, where: componentStack ?? null } });
  }

  override componentDidUpdate({ page }: BoundaryProps): void {
    if (this.state.failure && page !== this.props.page) this.setState({ failure: null });
  }

  override render() {
    const { failure } = this.state;
    return failure ? <RenderError failure={failure} /> : this.props.children;
  }
}

function RenderError({ failure: { error, where } }: { failure: Failure }) {
  const { t } = useTranslation();
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  const details = [`Lighter ${window.location.hash}`, navigator.userAgent, stack, where?.trim()]
    .filter(Boolean)
    .join('\n');
  return (
    <div className={classes.page}>
      <div className={classes.card} role="alert" data-testid="render-error">
        <IconAlertTriangle size={24} stroke={1.5} aria-hidden className={classes.icon} />
        <h1>{t('errors:render.what')}</h1>
        <p>{t('errors:render.next')}</p>
        <div className={classes.actions}>
          <Button onClick={() => window.location.reload()}>{t('errors:render.reload')}</Button>
          <CopyButton text={details} label={t('errors:render.copy')} size="sm" />
        </div>
        <details>
          <summary>{t('errors:render.details')}</summary>
          <pre>{details}</pre>
        </details>
      </div>
    </div>
  );
}
