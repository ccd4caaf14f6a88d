import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { config, requiredFuses } from '../../electron-builder.config.mjs';
import { appSizes, icnsTypes, icoSizes, renderIcons, traySizes, trayStates } from '../icons.mjs';
import { compareFuses, verifyFuses } from './fuses.mjs';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path));

function pngSize(bytes: Buffer) {
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

function icoImages(bytes: Buffer) {
  expect(bytes.readUInt32LE(0)).toBe(0x10000);
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = bytes.readUInt32LE(at + 12);
    const png = bytes.subarray(offset, offset + bytes.readUInt32LE(at + 8));
    const edge = bytes.readUInt8(at) || 256;
    expect(pngSize(png)).toEqual([edge, edge]);
    return edge;
  });
}

function icnsImages(bytes: Buffer) {
  expect(bytes.toString('latin1', 0, 4)).toBe('icns');
  expect(bytes.readUInt32BE(4)).toBe(bytes.length);
  const images: Record<string, number> = {};
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
    const [width, height] = pngSize(bytes.subarray(at + 8));
    expect(width).toBe(height);
    images[bytes.toString('latin1', at, at + 4)] = width ?? 0;
  }
  return images;
}

describe('icons', () => {
  it.each(appSizes)('Linux has the app icon at %i px', (size) => {
    expect(pngSize(read(join(config.linux.icon, `${size}x${size}.png`)))).toEqual([size, size]);
  });

  it('Windows has one .ico with every size, for the app and both installers', () => {
    for (const path of [config.win.icon, config.nsis.installerIcon, config.nsis.uninstallerIcon])
      expect(icoImages(read(path))).toEqual(icoSizes);
  });

  it('macOS has one .icns with every type, for the app and the disk image', () => {
    for (const path of [config.mac.icon, config.dmg.icon]) expect(icnsImages(read(path))).toEqual(icnsTypes);
  });

  it.each(trayStates)('the tray has every size of %s, shipped beside the app', (state) => {
    const [tray] = config.extraResources;
    expect(tray).toEqual({ from: 'build/tray', to: 'tray' });
    const file = (name: string) => read(join('build/tray', name));
    for (const size of traySizes) expect(pngSize(file(`${state}-${size}.png`))).toEqual([size, size]);
    expect(pngSize(file(`${state}Template.png`))).toEqual([16, 16]);
    expect(pngSize(file(`${state}Template@2x.png`))).toEqual([32, 32]);
    expect(icoImages(file(`${state}.ico`))).toEqual([16, 32, 48]);
  });

  it('no two tray states look the same', () => {
    for (const suffix of ['-16.png', '-22.png', 'Template.png', '.ico']) {
      const files = trayStates.map((state) => read(`build/tray/${state}${suffix}`).toString('hex'));
      expect(new Set(files).size).toBe(trayStates.length);
    }
  });

  it('every drawing has been rendered to a committed file', () => {
    expect([...renderIcons().keys()].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('what main looks for lies in the same place packaged and in development', () => {
    for (const { from, to } of config.extraResources) {
      expect(from).toBe(`build/${to}`);
      expect(existsSync(join(root, from))).toBe(true);
    }
  });

  it('every other file the configuration names exists', () => {
    for (const path of [config.mac.entitlements, config.mac.entitlementsInherit])
      expect(existsSync(join(root, path))).toBe(true);
  });
});

describe('fuses', () => {
  const required = {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
  };
  const on = 49;
  const off = 48;
  // In the order of the wire; a ninth fuse as Electron 45 has it.
  const right = { version: '1', 0: off, 1: on, 2: off, 3: off, 4: on, 5: on, 6: off, 7: off, 8: on };
  const wrong = (wire: object) =>
    compareFuses(wire, required)
      .fuses.filter(({ matches }) => !matches)
      .map(({ name, found }) => `${name} ${found}`);

  it('the configuration sets the required ones, in an asar', () => {
    expect(requiredFuses).toEqual(required);
    expect(config.electronFuses).toEqual(required);
    expect(config.asar).toBe(true);
  });

  it('a binary with the right wire passes, and a fuse nobody named is reported', () => {
    expect(wrong(right)).toEqual([]);
    expect(compareFuses(right, required).others).toEqual([{ name: 'fuse 8', found: 'on' }]);
  });

  it('a fuse that is flipped, retired or unknown to the runtime does not match', () => {
    expect(wrong({ ...right, 0: on })).toEqual(['runAsNode on']);
    expect(wrong({ ...right, 1: 114 })).toEqual(['enableCookieEncryption retired']);
    const { 7: _, 8: __, ...older } = right;
    expect(wrong(older)).toEqual(['grantFileProtocolExtraPrivileges unknown']);
  });

  it('a misspelt fuse is refused', () => {
    expect(() => compareFuses(right, { runAsNod: false })).toThrow('runAsNod');
  });

  const folder = mkdtempSync(join(tmpdir(), 'lighter-fuses-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const binary = (name: string, states: string) => {
    const path = join(folder, name);
    // What @electron/fuses looks for in an executable: the sentinel, the wire's version and its length.
    const wire = Buffer.concat([
      Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
      Buffer.from([1, states.length]),
    ]);
    writeFileSync(path, Buffer.concat([Buffer.from('ELF'), wire, Buffer.from(states), Buffer.from('end')]));
    return path;
  };

  it('a packaged binary is read and its fuses are printed', async () => {
    const lines: string[] = [];
    await verifyFuses(binary('right', '01001100'), required, {
      isDevelopmentRuntime: false,
      say: (line: string) => lines.push(line),
    });
    expect(lines).toContain('  ok   onlyLoadAppFromAsar: on');
    expect(lines).toHaveLength(9);
  });

  it('a wrong binary fails the packaging', async () => {
    const options = { isDevelopmentRuntime: true, say: () => undefined };
    await expect(verifyFuses(binary('wrong', '11001100'), required, options)).rejects.toThrow(
      'runAsNode should be off and is on',
    );
  });

  it('only a development runtime may lack a fuse', async () => {
    const old = binary('old', '0100110');
    const say = () => undefined;
    await verifyFuses(old, required, { isDevelopmentRuntime: true, say });
    await expect(verifyFuses(old, required, { isDevelopmentRuntime: false, say })).rejects.toThrow(
      'grantFileProtocolExtraPrivileges should be off and is unknown',
    );
  });
});
