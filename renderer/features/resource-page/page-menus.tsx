import type { ListView } from '@contract/settings';
import { IconBookmarkPlus, IconListDetails } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuEntry } from '../../ui/action-menu';
import type { MenuPlace } from '../../ui/use-menu';
import { isChanged, orderColumns } from './column-layout';
import type { HeadMenu } from './page-head';
import type { SearchHandle } from './search-box';
import type { ResourceDescriptor } from './types';
import type { useListSettings } from './use-list';
import { withView } from './views';

const ColumnMenu = lazy(() => import('./column-menu').then((m) => ({ default: m.ColumnMenu })));
const ViewsDialog = lazy(() => import('./views-dialog').then((m) => ({ default: m.ViewsDialog })));

/** What is open over the list. */
export type OpenMenu =
  /** `entries`: asked anew while it is open, since an entry with a check mark leaves it open. */
  | { kind: 'row'; name: string; entries: () => readonly MenuEntry[]; at: MenuPlace }
  | { kind: HeadMenu; at: MenuPlace; search: SearchHandle | null }
  | { kind: 'save-view' };

interface PageMenusProps<Row extends object> {
  open: OpenMenu | null;
  onOpen: (menu: OpenMenu | null) => void;
  descriptor: ResourceDescriptor<Row>;
  settings: ReturnType<typeof useListSettings>;
  /** Whether the list stands as the view says. */
  isInForce: (view: ListView) => boolean;
  onView: (view: ListView) => void;
  /** The list as it stands, under a name. */
  toView: (name: string) => ListView;
}

/** The menus of the list page and the dialog of its views. */
export function PageMenus<Row extends object>(props: PageMenusProps<Row>) {
  const { open, onOpen, descriptor, settings } = props;
  const { t } = useTranslation();
  const { own, choice, save } = settings;
  const close = () => onOpen(null);
  if (!open) return null;
  if (open.kind === 'save-view')
    return (
      <Suspense>
        <ViewsDialog
          views={own.views}
          onSave={(name) => save({ views: withView(own.views, props.toView(name)).slice(-50) })}
          onChange={(views) => save({ views })}
          onClose={close}
        />
      </Suspense>
    );
  if (open.kind === 'columns')
    return (
      <Suspense>
        <ColumnMenu
          columns={orderColumns(descriptor.columns, choice.order)}
          hidden={choice.hidden}
          widths={choice.widths}
          isChanged={isChanged(choice)}
          at={open.at}
          onChange={save}
          onClose={close}
        />
      </Suspense>
    );
  if (open.kind === 'row')
    return <ActionMenu label={open.name} entries={open.entries()} at={open.at} onClose={close} />;
  const { search, at } = open;
  const entries: MenuEntry[] =
    open.kind === 'filters'
      ? (descriptor.fields ?? []).map(({ id, label }) => ({
          id,
          label,
          // After the menu has given the focus back.
          run: () => requestAnimationFrame(() => search?.begin(id)),
        }))
      : [
          ...own.views.map((view) => ({
            id: `view ${view.name}`,
            label: view.name,
            icon: props.isInForce(view) ? undefined : IconListDetails,
            checked: props.isInForce(view),
            run: () => {
              props.onView(view);
              close();
            },
          })),
          {
            id: 'save',
            label: t('list:viewsEdit'),
            icon: IconBookmarkPlus,
            divided: own.views.length > 0,
            run: () => onOpen({ kind: 'save-view' }),
          },
        ];
  return (
    <ActionMenu
      label={open.kind === 'filters' ? t('list:addFilter') : t('list:views')}
      entries={entries}
      at={at}
      onClose={close}
    />
  );
}
