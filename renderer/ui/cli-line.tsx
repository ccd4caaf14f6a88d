import classes from './cli-line.module.css';
import { CopyButton } from './copy-button';

/** The Docker CLI command that does the same; what `Copy` takes is exactly what is read. */
export function CliLine({ command }: { command: string }) {
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
