// @ts-check
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram, run } from './processes.mjs';

/**
 * What is needed to build an image where no hub can be reached: `prepare` fills the build's folder.
 * @typedef {{ dockerfile: string, prepare?: (folder: string) => Promise<void> }} Recipe
 */

/** In the order they are built: later ones stand on earlier ones. */
export const recipes = /** @satisfies {Record<string, Recipe>} */ ({
  busybox: {
    dockerfile: `FROM scratch
COPY root/ /
CMD ["sh"]
`,
    prepare: prepareBusybox,
  },
  // Debian's nginx, with what the official image declares: port, signal, command, log files on the standard streams.
  nginx: {
    dockerfile: `FROM scratch
LABEL maintainer="Lighter's tests"
COPY base/ /
COPY libraries/ /
COPY nginx/ /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
`,
    prepare: prepareNginx,
  },
  // A numbered line every INTERVAL seconds (0: as fast as it can), every fifth on stderr, COUNT lines or without end.
  chatty: {
    dockerfile: `FROM busybox
ENV INTERVAL=0.2 COUNT=0
COPY chatty /bin/chatty
CMD ["chatty"]
`,
    prepare: async (folder) => writeProgram(join(folder, 'chatty'), chatty),
  },
  // Healthy as long as the file /healthy exists.
  healthy: {
    dockerfile: `FROM busybox
HEALTHCHECK --interval=1s --timeout=2s --retries=1 CMD test -e /healthy
CMD ["sh", "-c", "trap exit TERM; touch /healthy; while :; do sleep 0.2; done"]
`,
  },
  crasher: {
    dockerfile: `FROM busybox
CMD ["sh", "-c", "echo about to fail >&2; exit 3"]
`,
  },
});

const chatty = `#!/bin/sh
trap exit TERM
number=0
while [ "$COUNT" = 0 ] || [ "$number" -lt "$COUNT" ]; do
  number=$((number + 1))
  if [ $((number % 5)) = 0 ]; then echo "warning $number" >&2; else echo "line $number"; fi
  [ "$INTERVAL" = 0 ] || sleep "$INTERVAL"
done
`;

/** @param {string} folder */
async function prepareBusybox(folder) {
  await busyboxRoot(join(folder, 'root'));
}

/** @param {string} root */
async function busyboxRoot(root) {
  const busybox = required('busybox', 'busybox-static');
  for (const name of ['bin', 'etc', 'root', 'tmp', 'usr', 'var'])
    mkdirSync(join(root, name), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  copyFileSync(busybox, join(root, 'bin/busybox'));
  for (const applet of (await run(busybox, ['--list'])).trim().split('\n')) {
    if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
  }
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101:nginx:/:/bin/false\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnginx:x:101:\n');
}

/** @param {string} folder */
async function prepareNginx(folder) {
  const nginx = required('nginx', 'nginx');
  await busyboxRoot(join(folder, 'base'));
  for (const library of (await run('ldd', [nginx])).match(/\/\S+/g) ?? []) {
    const target = join(folder, 'libraries', library);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(realpathSync(library), target);
  }
  const root = join(folder, 'nginx');
  for (const name of [
    'usr/sbin',
    'etc/nginx',
    'usr/share/nginx/html',
    'var/log/nginx',
    'var/lib/nginx',
    'run',
  ]) {
    mkdirSync(join(root, name), { recursive: true });
  }
  copyFileSync(nginx, join(root, 'usr/sbin/nginx'));
  copyFileSync('/etc/nginx/mime.types', join(root, 'etc/nginx/mime.types'));
  symlinkSync('/dev/stdout', join(root, 'var/log/nginx/access.log'));
  symlinkSync('/dev/stderr', join(root, 'var/log/nginx/error.log'));
  writeFileSync(join(root, 'etc/nginx/nginx.conf'), nginxConf);
  writeFileSync(join(root, 'usr/share/nginx/html/index.html'), welcomePage);
}

const nginxConf = `user nginx;
worker_processes 1;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /var/log/nginx/access.log;
  server {
    listen 80;
    root /usr/share/nginx/html;
  }
}
`;

const welcomePage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Welcome to nginx!</title></head>
<body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is working.</p></body>
</html>
`;

/** @param {string} program @param {string} debianPackage */
function required(program, debianPackage) {
  const path = findProgram(program);
  if (path === undefined || !existsSync(path))
    throw new Error(`${debianPackage} is not installed; npm test installs it.`);
  return realpathSync(path);
}

/** @param {string} path @param {string} text */
function writeProgram(path, text) {
  writeFileSync(path, text, { mode: 0o755 });
}
