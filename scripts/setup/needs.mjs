import { existsSync } from 'node:fs';
import { answers } from '../engine/engine.mjs';
import { findProgram, run } from '../engine/processes.mjs';

/**
 * A system package and how to see that what it brings is there already, from whatever source.
 * @typedef {{ package: string, why: string, library?: string, program?: string, file?: string }} Need
 */

const electron = [
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0', why: 'the window toolkit Electron is built on' },
  { package: 'libnss3', library: 'libnss3.so', why: "Electron's encryption" },
  { package: 'libasound2', library: 'libasound.so.2', why: 'Electron does not start without it' },
  { package: 'libgbm1', library: 'libgbm.so.1', why: 'Electron draws through it' },
  { package: 'libnotify4', library: 'libnotify.so.4', why: 'desktop notifications' },
  { package: 'unzip', program: 'unzip', why: 'unpacks Electron' },
];

const display = [
  {
    package: 'xvfb',
    program: 'Xvfb',
    why: 'a display in memory: this machine has none, or tests need their own',
  },
  { package: 'xauth', program: 'xauth', why: 'goes with xvfb' },
  {
    package: 'fonts-noto-cjk',
    file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    why: 'Korean text in screenshots',
  },
];

const engine = [
  { package: 'docker.io', program: 'dockerd', why: 'a container engine: none answers here' },
  { package: 'iptables', program: 'iptables', why: "the engine's networks" },
  { package: 'iproute2', program: 'ip', why: "the engine's networks" },
];

const disposableEngine = [
  { package: 'docker.io', program: 'dockerd', why: 'a disposable container engine' },
  { package: 'iptables', program: 'iptables', why: "the engine's networks" },
  { package: 'iproute2', program: 'ip', why: "the engine's networks" },
  { package: 'docker-registry', program: 'docker-registry', why: 'a disposable registry to pull from' },
  { package: 'busybox-static', file: '/bin/busybox', why: 'the small images are made of it' },
  { package: 'nginx', program: 'nginx', why: 'the nginx image is made of its files' },
];

const testTools = [
  { package: 'apache2-utils', program: 'htpasswd', why: 'a registry that asks for a password' },
  { package: 'openssl', program: 'openssl', why: 'certificates for an engine behind TLS' },
  { package: 'openssh-client', program: 'ssh', why: 'an engine behind ssh' },
  { package: 'openssh-server', program: 'sshd', why: 'a private ssh server, on the loopback address only' },
  { package: 'dbus', program: 'dbus-daemon', why: 'the tray and notifications, in a session of their own' },
  { package: 'e2fsprogs', program: 'mkfs.ext4', why: 'a small disk that fills up' },
  { package: 'procps', program: 'ps', why: 'tests look at processes from outside' },
];

const isRoot = () => process.getuid?.() === 0;

/** Whether this machine shows windows. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Whether a container engine answers where the Docker CLI would look first. An address that is not a Unix socket
 * counts as an answer: somebody has chosen it.
 */
export async function engineAnswers() {
  const host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock';
  return host.startsWith('unix://') ? answers(host.slice('unix://'.length)) : true;
}

/**
 * The system packages that are missing for `start` or `test`. Empty on macOS and Windows, where npm brings all.
 * @param {'start' | 'test'} purpose
 * @returns {Promise<Need[]>}
 */
export async function missingNeeds(purpose) {
  if (process.platform !== 'linux') return [];
  const needs =
    purpose === 'test' ? [...electron, ...display, ...disposableEngine, ...testTools] : await startNeeds();
  const libraries = await run('ldconfig', ['-p']);
  return needs.filter(({ library, program, file }) => {
    if (library !== undefined) return !libraries.includes(`\t${library} `);
    if (program !== undefined) return findProgram(program) === undefined;
    return file === undefined || !existsSync(file);
  });
}

async function startNeeds() {
  const needs = hasDisplay() ? electron : [...electron, ...display];
  if (!isRoot() || (await engineAnswers())) return needs;
  // Without a display the first look is a screenshot, with containers of our own to look at.
  return [...needs, ...(hasDisplay() ? engine : disposableEngine)];
}
