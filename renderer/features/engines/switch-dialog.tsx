import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../../ui/dialog-frame';
import { AddEngine } from './add-engine';
import { EngineChoice } from './engine-choice';
import { HostKeyCheck } from './host-key-check';
import { useEngineList } from './use-engine-list';

type View = { show: 'list'; initial: string | null } | { show: 'add' } | { show: 'host-key'; key: string };

/** Which engine Lighter works with: the list of all found, a form for another one, and the check of a host key. */
export function SwitchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { list, error, again } = useEngineList();
  const [view, setView] = useState<View>({ show: 'list', initial: null });
  const toList = (initial: string | null) => {
    setView({ show: 'list', initial });
    again();
  };
  const titles = {
    list: 'engines:title',
    add: 'engines:add.title',
    'host-key': 'engines:hostKey.title',
  } as const;
  return (
    <DialogFrame
      title={t(titles[view.show])}
      size={680}
      onClose={view.show === 'list' ? onClose : () => toList(null)}
    >
      {view.show === 'list' && (
        <EngineChoice
          list={list}
          error={error}
          again={again}
          initial={view.initial}
          onAdd={() => setView({ show: 'add' })}
          onHostKey={(key) => setView({ show: 'host-key', key })}
          onClose={onClose}
        />
      )}
      {view.show === 'add' && <AddEngine onCancel={() => toList(null)} onAdded={toList} />}
      {view.show === 'host-key' && (
        <HostKeyCheck
          engineKey={view.key}
          onCancel={() => toList(view.key)}
          onTrusted={() => toList(view.key)}
        />
      )}
    </DialogFrame>
  );
}
