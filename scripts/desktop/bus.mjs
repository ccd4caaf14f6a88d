// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dbus from 'dbus-next';
import { guard } from '../engine/guard.mjs';
import { logTail, portAnswers, startBackground, until } from '../engine/processes.mjs';
import { serveNotifications } from './notifications.mjs';
import { serveTray } from './tray.mjs';

/**
 * A D-Bus session of our own with a tray and a notification server, as a desktop has them.
 * @typedef {object} Session
 * @property {string} address value for DBUS_SESSION_BUS_ADDRESS
 * @property {import('./tray.mjs').Tray} tray
 * @property {import('./notifications.mjs').Notifications} notifications
 * @property {() => Promise<void>} stop
 */

/**
 * Starts dbus-daemon and takes the names of the tray (org.kde.StatusNotifierWatcher) and of the notification server.
 * Nothing else is on this bus and nothing is started through it.
 * @returns {Promise<Session>}
 */
export async function startBus() {
  const home = mkdtempSync(join(tmpdir(), 'lighter-bus-'));
  const release = guard({ kind: 'folder', path: home });
  const socket = join(home, 'bus');
  const log = join(home, 'dbus.log');
  writeFileSync(join(home, 'bus.conf'), configuration(socket));
  const daemon = await startBackground(
    'dbus-daemon',
    ['--nofork', `--config-file=${join(home, 'bus.conf')}`],
    { log },
  );
  const address = `unix:path=${socket}`;
  /** @type {import('dbus-next').MessageBus | undefined} */
  let bus;
  const stop = async () => {
    bus?.disconnect();
    await daemon.stop();
    rmSync(home, { recursive: true, force: true });
    release();
  };
  try {
    const ready = await until('dbus-daemon to answer', async () =>
      daemon.running() ? portAnswers(socket) : 'ended',
    );
    if (ready === 'ended') throw new Error(`dbus-daemon does not start:\n${logTail(log)}`);
    bus = dbus.sessionBus({ busAddress: address });
    // A message of an app that has just been killed may come too late to be answered.
    bus.on('error', () => {});
    const tray = await serveTray(bus);
    const notifications = await serveNotifications(bus);
    return { address, tray, notifications, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} socket */
const configuration = (
  socket,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
