// Loaded by Electron (`-r`) before the app's own main, so that the shipped code has no hooks for measuring:
// reports when things happen over a Unix socket and runs in the page what the benchmark sends. The bare
// window carries the same probe.
const { connect } = require('node:net');
const { app, BrowserWindow } = require('electron');

const socket = connect(process.env.LIGHTER_BENCH_SOCKET);
delete process.env.LIGHTER_BENCH_SOCKET;
const send = (message) => socket.write(`${JSON.stringify(message)}\n`);
const mark = (name, at = performance.timeOrigin + performance.now()) => send({ mark: name, at });
const firstWindow = () => BrowserWindow.getAllWindows()[0];

/** Runs in the page: tells the first paint with content, and when the first rows have been painted. */
const watchPage = `new Promise((resolve) => {
  const marks = {};
  const settle = (name, at) => {
    marks[name] ??= performance.timeOrigin + at;
    if (marks.paint && (marks.rows || !location.protocol.startsWith('app'))) resolve(marks);
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'first-contentful-paint') settle('paint', entry.startTime);
  }).observe({ type: 'paint', buffered: true });
  const look = () => {
    if (document.querySelector('[data-testid="row"][data-id]') === null) return false;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => settle('rows', performance.now());
      after.port2.postMessage(null);
    });
    return true;
  };
  if (look()) return;
  const observer = new MutationObserver(() => look() && observer.disconnect());
  observer.observe(document, { childList: true, subtree: true });
})`;

const commands = {
  page: ({ code }) => firstWindow().webContents.mainFrame.executeJavaScript(code),
  hide: () => firstWindow().hide(),
  show: () => firstWindow().show(),
  wheel: ({ x, y, deltaY }) =>
    firstWindow().webContents.sendInputEvent({
      type: 'mouseWheel',
      x,
      y,
      deltaX: 0,
      deltaY,
      canScroll: true,
    }),
  protocol: ({ method, params }) => {
    const { debugger: channel } = firstWindow().webContents;
    if (!channel.isAttached()) channel.attach();
    return channel.sendCommand(method, params);
  },
  versions: () => process.versions,
  quit: () => app.quit(),
};

let rest = '';
socket.setEncoding('utf8').on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) void answer(JSON.parse(line));
});
socket.on('error', () => app.exit(3));

async function answer({ id, command, ...input }) {
  try {
    send({ id, value: (await commands[command](input)) ?? null });
  } catch (error) {
    send({ id, error: String(error) });
  }
}

mark('main');
app.once('ready', () => mark('ready'));
app.once('browser-window-created', (_event, window) => {
  mark('window');
  window.once('show', () => mark('show'));
  window.webContents.once('did-navigate', () => {
    mark('navigated');
    window.webContents.mainFrame.executeJavaScript(watchPage).then(
      (marks) => {
        for (const [name, at] of Object.entries(marks)) mark(name, at);
      },
      (error) => send({ failed: String(error) }),
    );
  });
});
