import type { FoundEngine } from '@contract/engines';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { formatNumber } from '../../lib/format';
import { useEngine } from '../../store/mirror';
import { mostContainers, nameOf } from './engine-words';
import classes from './engines.module.css';
import { switchEngine } from './switch-engine';

/** On an empty page: where the containers may be that somebody looks for, on another engine. */
export function OtherEngineHint() {
  const { t } = useTranslation();
  const epoch = useEngine()?.epoch;
  const [other, setOther] = useState<FoundEngine | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another epoch is another engine
  useEffect(() => {
    let isGone = false;
    setOther(null);
    // A hint: without an answer there is none.
    call('engines.list', {}).then(
      ({ engines }) => !isGone && setOther(mostContainers(engines)),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [epoch]);
  if (!other?.containers) return null;
  const name = nameOf(other);
  return (
    <div className={classes.hint} role="status" data-testid="other-engine">
      <p>
        {t('engines:other.text', {
          name,
          count: other.containers.total,
          running: formatNumber(other.containers.running),
        })}
      </p>
      <Button size="compact-md" variant="default" onClick={() => void switchEngine(other.key)}>
        {t('engines:other.switch', { name })}
      </Button>
    </div>
  );
}
