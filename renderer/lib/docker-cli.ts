import { shellLine } from './shell-quote';

/**
 * A command line in which each `docker …` goes to the engine Lighter is at, also where the docker CLI by itself
 * would go elsewhere. Pure.
 */
export function atEngine(command: string, options: readonly string[] | undefined): string {
  if (!options || options.length === 0) return command;
  // `docker context` and `docker login` are about the CLI itself.
  return command.replace(
    /(^(?:env \w+=\S+ )?|\n|&& |\| )docker (?!context |login|logout|-)/g,
    (_whole, before: string) => `${before}docker ${shellLine(options)} `,
  );
}
