/** The program behind a helper's name, for the texts of `registries:keeps`. */
export const keptWords = ({ helper }: { helper: string | null }) => ({
  program: `docker-credential-${helper ?? ''}`,
});
