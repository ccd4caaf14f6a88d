import { atEngine } from '../lib/docker-cli';
import { useEngine } from '../store/mirror';
import classes from './cli-line.module.css';
import { CopyButton } from './copy-button';

interface CliLineProps {
  command: string;
  /** It is not about the engine Lighter is at, so it names none. */
  asIs?: boolean;
}

/** The Docker CLI command that does the same; what `Copy` takes is exactly what is read. */
export function CliLine({ command: written, asIs = false }: CliLineProps) {
  const options = useEngine()?.endpoint.cli;
  const command = asIs ? written : atEngine(written, options);
  return (
    <div className={classes.line}>
      {/* A long command scrolls sideways, which the keyboard must be able to do as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <code className={classes.command} data-testid="cli-equivalent" tabIndex={0}>
        {command}
      </code>
      <CopyButton text={command} />
    </div>
  );
}
