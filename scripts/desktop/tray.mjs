// @ts-check
import { createHash } from 'node:crypto';
import dbus from 'dbus-next';
import { until } from '../engine/processes.mjs';
import { callMethod, readProperties, readProperty, serve } from './bus-calls.mjs';

const watcher = 'org.kde.StatusNotifierWatcher';
/** An entry that is not there by then will not come. */
const clickLimitMs = 5_000;
const menuInterface = 'com.canonical.dbusmenu';

/**
 * An icon in the tray.
 * @typedef {{ destination: string, path: string, interface: string, pid: number }} TrayItem
 *
 * An entry of its menu that is to be seen.
 * @typedef {object} MenuEntry
 * @property {number} id
 * @property {string} label empty for a separator
 * @property {boolean} enabled
 * @property {boolean | undefined} checked undefined where there is nothing to check
 * @property {MenuEntry[]} children
 *
 * @typedef {object} Tray
 * @property {() => Promise<TrayItem[]>} items the icons whose programs still run
 * @property {() => Promise<MenuEntry[]>} menu of the only icon, waiting for it to appear
 * @property {() => Promise<string[]>} lines the menu's labels, two spaces before those of a submenu, "---" between groups
 * @property {(...labels: string[]) => Promise<void>} click an entry, through its submenus: click('webserver', 'Stop').
 *   A label may leave out signs before or after the name: 'webserver' finds '● webserver'
 * @property {() => Promise<string>} tooltip
 * @property {() => Promise<string>} icon a short mark that changes with the picture
 * @property {() => Promise<void>} activate as a click on the icon itself does
 */

/**
 * Plays the desktop's tray on this bus.
 * @param {import('dbus-next').MessageBus} bus
 * @returns {Promise<Tray>}
 */
export async function serveTray(bus) {
  /** @type {{ destination: string, path: string }[]} */
  let registered = [];
  await serve(bus, {
    name: watcher,
    interface: watcher,
    methods: {
      // Programs give either their name on the bus or the path of the icon's object.
      RegisterStatusNotifierItem([service], sender) {
        const isPath = service.startsWith('/');
        const destination = isPath ? sender : service;
        registered.push({ destination, path: isPath ? service : '/StatusNotifierItem' });
        const body = [destination];
        bus.send(
          dbus.Message.newSignal(
            '/StatusNotifierWatcher',
            watcher,
            'StatusNotifierItemRegistered',
            's',
            body,
          ),
        );
        return { signature: '', body: [] };
      },
      RegisterStatusNotifierHost: () => ({ signature: '', body: [] }),
    },
    properties: {
      IsStatusNotifierHostRegistered: () => new dbus.Variant('b', true),
      ProtocolVersion: () => new dbus.Variant('i', 0),
      RegisteredStatusNotifierItems: () =>
        new dbus.Variant(
          'as',
          registered.map((item) => item.destination),
        ),
    },
  });

  const items = async () => {
    const known = await Promise.all(registered.map((item) => alive(bus, item)));
    const running = known.filter((item) => item !== undefined);
    registered = registered.filter((item) =>
      running.some(({ destination }) => destination === item.destination),
    );
    return running;
  };
  const only = async () => {
    const found = await until('one icon in the tray', async () => {
      const all = await items();
      return all.length === 1 && all;
    });
    return /** @type {TrayItem} */ (found[0]);
  };
  const menuTarget = async () => {
    const item = await only();
    const path = await readProperty(bus, target(item), 'Menu');
    return { destination: item.destination, path: String(path), interface: menuInterface };
  };
  const menu = async () => {
    const [, root] = await callMethod(bus, await menuTarget(), 'GetLayout', 'iias', [0, -1, []]);
    return entry(/** @type {RawEntry} */ (root)).children;
  };

  return {
    items,
    menu,
    lines: async () => lines(await menu()),
    async click(...labels) {
      /** @type {unknown} */
      let missing;
      // Entries come and are enabled as the engine tells what it can do: a person waits for them too. A menu that is
      // replaced between the look at it and the click has other ids: the click reaches nothing, and is done again.
      await until(
        `the entry ${labels.join(' > ')} in the tray`,
        async () => {
          try {
            const { id } = find(await menu(), labels);
            const body = [id, 'clicked', new dbus.Variant('i', 0), 0];
            await callMethod(bus, await menuTarget(), 'Event', 'isvu', body);
            return true;
          } catch (error) {
            missing = error;
            return undefined;
          }
        },
        { limitMs: clickLimitMs },
      ).catch((error) => {
        throw missing ?? error;
      });
    },
    async tooltip() {
      const [, , title, text] = /** @type {unknown[]} */ (
        await readProperty(bus, target(await only()), 'ToolTip')
      );
      return [title, text].filter(Boolean).join('\n');
    },
    async icon() {
      // A program gives a name or the pixels; asking for the one it has not is an error.
      const { IconName, IconPixmap } = await readProperties(bus, target(await only()));
      const picture = JSON.stringify([IconName, IconPixmap]);
      return createHash('sha256').update(picture).digest('hex').slice(0, 12);
    },
    async activate() {
      await callMethod(bus, target(await only()), 'Activate', 'ii', [0, 0]);
    },
  };
}

/** @param {TrayItem} item */
const target = ({ destination, path }) => ({ destination, path, interface: 'org.kde.StatusNotifierItem' });

/**
 * The icon with its program's process id, or undefined if that has gone.
 * @param {import('dbus-next').MessageBus} bus
 * @param {{ destination: string, path: string }} item
 * @returns {Promise<TrayItem | undefined>}
 */
async function alive(bus, item) {
  const daemon = {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
  };
  try {
    const [pid] = await callMethod(bus, daemon, 'GetConnectionUnixProcessID', 's', [item.destination]);
    return { ...target({ ...item, interface: '', pid: 0 }), pid: Number(pid) };
  } catch {
    return undefined;
  }
}

/** As GetLayout gives it: id, properties, children. @typedef {[number, Record<string, unknown>, RawEntry[]]} RawEntry */

/** @param {RawEntry} raw @returns {MenuEntry} */
function entry([id, properties, children]) {
  const isSeparator = properties.type === 'separator';
  return {
    id,
    label: isSeparator ? '' : plainLabel(String(properties.label ?? '')),
    enabled: properties.enabled !== false,
    checked: properties['toggle-type'] ? properties['toggle-state'] === 1 : undefined,
    children: children.filter((child) => child[1].visible !== false).map(entry),
  };
}

/** One underscore marks the key of an entry, two stand for one. @param {string} label */
const plainLabel = (label) => label.replace(/_(.?)/g, '$1');

/** @param {MenuEntry[]} entries @returns {string[]} */
function lines(entries) {
  return entries.flatMap(({ label, children }) => [
    label || '---',
    ...lines(children).map((line) => `  ${line}`),
  ]);
}

/** @param {MenuEntry[]} entries @param {string[]} labels @returns {MenuEntry} */
function find(entries, [wanted = '', ...rest]) {
  const exact = entries.filter(({ label }) => label === wanted);
  const found = exact.length > 0 ? exact : entries.filter(({ label }) => label.split(/\s+/).includes(wanted));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} entries are called ${wanted}:\n${lines(entries).join('\n')}`);
  }
  if (!only.enabled) throw new Error(`The entry ${only.label} is disabled.`);
  return rest.length > 0 ? find(only.children, rest) : only;
}
