import type { ListView } from '@contract/settings';
import type { ListName } from '@contract/state';
import { call } from '../../lib/bridge';
import { useUi } from '../../store/ui';
import { partsOf } from './views';

/** Has a list stand as a view says, whether its page is open or will be. */
export function showView(list: ListName, view: ListView): void {
  const { filtering, layout } = partsOf(view);
  useUi.getState().remember(list, { ...filtering, scroll: 0 });
  void call('settings.arrange', { list, change: layout });
}
