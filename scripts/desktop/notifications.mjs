// @ts-check
import dbus from 'dbus-next';
import { serve } from './bus-calls.mjs';

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';
const closedBy = { user: 2, app: 3 };

/**
 * @typedef {object} Received
 * @property {number} id
 * @property {string} app
 * @property {string} summary its title
 * @property {string} body
 * @property {{ key: string, label: string }[]} actions "default" is a click on the notification itself
 * @property {boolean} open
 *
 * @typedef {object} Notifications
 * @property {() => readonly Received[]} all what has been received since the last `clear`, oldest first
 * @property {(id: number, key?: string) => void} invokeAction as if the user had chosen it ("default" if none is named)
 * @property {(id: number) => void} dismiss as if the user had closed it
 * @property {() => void} clear forgets all
 */

/**
 * Plays the desktop's notification server on this bus.
 * @param {import('dbus-next').MessageBus} bus
 * @returns {Promise<Notifications>}
 */
export async function serveNotifications(bus) {
  /** @type {Received[]} */
  let received = [];
  let lastId = 0;

  /** @param {string} member @param {string} signature @param {unknown[]} body */
  const signal = (member, signature, body) =>
    bus.send(dbus.Message.newSignal(path, name, member, signature, body));
  /** @param {number} id @param {number} reason */
  const close = (id, reason) => {
    received = received.map((one) => (one.id === id ? { ...one, open: false } : one));
    signal('NotificationClosed', 'uu', [id, reason]);
  };

  await serve(bus, {
    name,
    interface: name,
    methods: {
      GetCapabilities: () => ({ signature: 'as', body: [['body', 'actions', 'persistence']] }),
      GetServerInformation: () => ({ signature: 'ssss', body: ['Lighter tests', 'Lighter', '1', '1.2'] }),
      Notify([app, replaces, _icon, summary, body, actions]) {
        if (replaces === 0) lastId += 1;
        const id = replaces || lastId;
        const one = { id, app, summary, body, actions: inPairs(actions), open: true };
        received = [...received.filter((other) => other.id !== id), one];
        return { signature: 'u', body: [id] };
      },
      CloseNotification([id]) {
        close(id, closedBy.app);
        return { signature: '', body: [] };
      },
    },
  });

  return {
    all: () => received,
    invokeAction(id, key = 'default') {
      const offered = received.find((one) => one.id === id)?.actions.some((action) => action.key === key);
      if (!offered) throw new Error(`Notification ${id} has no action ${key}: ${JSON.stringify(received)}`);
      signal('ActionInvoked', 'us', [id, key]);
      close(id, closedBy.user);
    },
    dismiss: (id) => close(id, closedBy.user),
    clear() {
      received = [];
    },
  };
}

/** @param {string[]} flat key, label, key, label, ... */
function inPairs(flat) {
  return flat.flatMap((key, index) => (index % 2 === 0 ? [{ key, label: flat[index + 1] ?? '' }] : []));
}
