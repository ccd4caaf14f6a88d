import { Component, type ErrorInfo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
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

/** Of plain elements: what failed may be the component library. */
function RenderError({ failure: { error, where } }: { failure: Failure }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  const details = [`Lighter ${window.location.hash}`, navigator.userAgent, stack, where?.trim()]
    .filter(Boolean)
    .join('\n');
  return (
    <div className={classes.page}>
      <div className={classes.card} role="alert" data-testid="render-error">
        <svg
          viewBox="0 0 24 24"
          width="24"
          height="24"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
          className={classes.icon}
        >
          <path d="M12 9v4m0 3h.01M10.4 4 2.3 17.6A1.9 1.9 0 0 0 3.9 20.4h16.2a1.9 1.9 0 0 0 1.6-2.8L13.6 4a1.9 1.9 0 0 0-3.2 0Z" />
        </svg>
        <h1>{t('errors:render.what')}</h1>
        <p>{t('errors:render.next')}</p>
        <div className={classes.actions}>
          <button type="button" data-primary onClick={() => window.location.reload()}>
            {t('errors:render.reload')}
          </button>
          <button
            type="button"
            onClick={() => void navigator.clipboard.writeText(details).then(() => setCopied(true))}
          >
            {t('errors:render.copy')}
          </button>
        </div>
        <span className="sr-only" role="status">
          {copied ? t('common:copied') : ''}
        </span>
        <details>
          <summary>{t('errors:render.details')}</summary>
          <pre>{details}</pre>
        </details>
      </div>
    </div>
  );
}
