// @ts-check
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { run } from '../engine/processes.mjs';

const types = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

/** @param {string} path @returns {Promise<string>} */
async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Puts an image of layers that do not compress into a registry, with nothing of it kept on this side.
 * @param {{ port: number, name: string, layers: number, layerBytes: number, folder: string }} image
 */
export async function pushBigImage({ port, name, layers, layerBytes, folder }) {
  mkdirSync(folder, { recursive: true });
  const kept = [];
  for (let index = 0; index < layers; index += 1) {
    const file = `layer-${index}.bin`;
    writeFileSync(join(folder, file), randomBytes(layerBytes));
    const tar = join(folder, 'layer.tar');
    await run('tar', ['-C', folder, '-cf', tar, file]);
    const diff = await digestOf(tar);
    await run('gzip', ['-1', '-f', tar]);
    const digest = await digestOf(`${tar}.gz`);
    await upload(port, name, digest, `${tar}.gz`);
    kept.push({ diff, digest, size: statSync(`${tar}.gz`).size });
    rmSync(join(folder, file));
  }
  const config = JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Cmd: ['/none'] },
    rootfs: { type: 'layers', diff_ids: kept.map(({ diff }) => diff) },
    history: kept.map((_, index) => ({ created_by: `layer ${index}` })),
  });
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, config);
  const configDigest = await digestOf(configFile);
  await upload(port, name, configDigest, configFile);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: { mediaType: types.config, digest: configDigest, size: Buffer.byteLength(config) },
    layers: kept.map(({ digest, size }) => ({ mediaType: types.layer, digest, size })),
  });
  await send(port, 'PUT', `/v2/${name}/manifests/latest`, manifest, types.manifest);
  rmSync(folder, { recursive: true });
}

/** @param {number} port @param {string} name @param {string} digest @param {string} path */
async function upload(port, name, digest, path) {
  const { location } = await send(port, 'POST', `/v2/${name}/blobs/uploads/`, '');
  const url = new URL(location ?? '', `http://127.0.0.1:${port}`);
  url.searchParams.set('digest', digest);
  await send(
    port,
    'PUT',
    url.pathname + url.search,
    createReadStream(path),
    'application/octet-stream',
    statSync(path).size,
  );
}

/**
 * @param {number} port @param {string} method @param {string} path
 * @param {string | import('node:fs').ReadStream} body @param {string} [type] @param {number} [length] bytes
 * @returns {Promise<import('node:http').IncomingHttpHeaders>}
 */
function send(port, method, path, body, type, length) {
  return new Promise((resolve, reject) => {
    const bytes = typeof body === 'string' ? Buffer.byteLength(body) : length;
    const headers = { 'content-length': bytes, ...(type && { 'content-type': type }) };
    const call = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) < 300) resolve(answer.headers);
        else reject(new Error(`${method} ${path}: ${answer.statusCode}`));
      });
    });
    call.on('error', reject);
    if (typeof body === 'string') call.end(body);
    else body.pipe(call);
  });
}
