import type { LighterErrorData } from '@contract/errors';
import { imageRef } from '@contract/ids';
import type { RecreatePlan } from '@contract/recreate';
import { useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { currentEpoch, useTable } from '../../store/mirror';

interface Answer {
  image: string;
  plan: RecreatePlan | null;
  error: LighterErrorData | null;
}

/** Typing pauses shorter than this ask nothing, ms. */
const pauseMs = 250;

/** What would change with that image; asked again when the engine's images change. Null while it is not known. */
export function usePlan(id: string, image: string): Omit<Answer, 'image'> {
  const images = useTable('images');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const isRef = imageRef.safeParse(image).success;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of images asks again
  useEffect(() => {
    if (!isRef) return;
    let isStale = false;
    const timer = setTimeout(() => {
      call('recreate.plan', { epoch: currentEpoch(), id, image }).then(
        (plan) => !isStale && setAnswer({ image, plan, error: null }),
        (thrown: unknown) => !isStale && setAnswer({ image, plan: null, error: asErrorData(thrown) }),
      );
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [id, image, isRef, images]);

  return answer?.image === image ? answer : { plan: null, error: null };
}
