import type { LighterErrorData } from '@contract/errors';
import { imageKey } from '@contract/ids';
import type { RecreatePlan } from '@contract/recreate';
import { useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { currentEpoch, useTable } from '../../store/mirror';
import type { Replacement } from './use-replace';

interface Answer {
  wish: Replacement;
  plan: RecreatePlan | null;
  error: LighterErrorData | null;
}

/** Typing pauses shorter than this ask nothing, ms. */
const pauseMs = 250;

/**
 * What that replacement would change; asked again when the engine's images change. Null while it is not known. `wish`
 * is compared by identity.
 */
export function usePlan(id: string, wish: Replacement): Omit<Answer, 'wish'> {
  const images = useTable('images');
  const [answer, setAnswer] = useState<Answer | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of images asks again
  useEffect(() => {
    if (!imageKey.safeParse(wish.image).success) return;
    let isStale = false;
    const timer = setTimeout(() => {
      call('recreate.plan', { epoch: currentEpoch(), id, ...wish }).then(
        (plan) => !isStale && setAnswer({ wish, plan, error: null }),
        (thrown: unknown) => !isStale && setAnswer({ wish, plan: null, error: asErrorData(thrown) }),
      );
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [id, wish, images]);

  return answer?.wish === wish ? answer : { plan: null, error: null };
}
