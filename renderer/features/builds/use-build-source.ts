import type { BuilderChoice, BuildForm, BuildSource, ContextSize, DockerfileFacts } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';
import { useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { useEngine } from '../../store/mirror';

/** What is known about a folder that is to be built; each part null until it is there. */
export interface SourceFacts {
  size: ContextSize | null;
  file: DockerfileFacts | null;
  choice: BuilderChoice | null;
  error: LighterErrorData | null;
}

interface Asked {
  source: BuildSource | null;
  dockerfile: string;
  builder: BuildForm['builder'];
  /** What `canPass` says of the form. */
  passes: boolean;
}

/** Asks main about a folder and one of its Dockerfiles, anew with each `round`. Late answers are dropped. */
export function useSourceFacts(
  { source, dockerfile, builder: asked, passes }: Asked,
  round: number,
): SourceFacts {
  const [size, setSize] = useState<ContextSize | null>(null);
  const [file, setFile] = useState<DockerfileFacts | null>(null);
  const [choice, setChoice] = useState<BuilderChoice | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const id = source?.id;
  const engine = useEngine();
  const epoch = engine?.state === 'running' ? engine.epoch : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again
  useEffect(() => {
    if (id === undefined || dockerfile === '') return;
    let isCurrent = true;
    const take =
      <T>(set: (value: T) => void) =>
      (value: T) => {
        if (isCurrent) set(value);
      };
    setSize(null);
    setError(null);
    const input = { source: id, dockerfile };
    const fail = (thrown: unknown) => take(setError)(asErrorData(thrown));
    call('builds.measure', input).then(take(setSize), fail);
    call('builds.read', input).then(take(setFile), fail);
    return () => {
      isCurrent = false;
    };
  }, [id, dockerfile, round]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks again, of another Dockerfile
  useEffect(() => {
    if (epoch === null) return;
    let isCurrent = true;
    const of = id === undefined || dockerfile === '' ? null : { source: id, dockerfile };
    call('builds.builder', { asked, passes, of }).then(
      (value) => isCurrent && setChoice(value),
      (thrown: unknown) => isCurrent && setError(asErrorData(thrown)),
    );
    return () => {
      isCurrent = false;
    };
  }, [epoch, asked, passes, id, dockerfile, round]);

  return { size, file, choice, error };
}
