// What electron-builder makes of Lighter. scripts/package.mjs (`npm run package`) reads it; see docs/packaging.md.

// Decided once for every platform. Each fuse closes a way into the app that Lighter itself never uses.
// Electron 45's ninth fuse, WasmTrapHandlers, stays as Electron ships it: it trades speed, not safety.
/** @satisfies {import('electron-builder').FuseOptionsV1} */
export const requiredFuses = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableCookieEncryption: true,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
  loadBrowserProcessSpecificV8Snapshot: false,
};

/** What main loads from node_modules. */
export const runtimeModules = ['dockerode', 'docker-modem', 'debug', 'split-ca'];

/** @type {import('electron-builder').Configuration} */
export const config = {
  appId: 'app.lighter.desktop',
  productName: 'Lighter',
  copyright: 'The Lighter authors, Apache-2.0',
  directories: { buildResources: 'build', output: 'dist' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in
  artifactName: 'Lighter-${version}-${os}-${arch}.${ext}',
  asar: true,
  files: [
    'out/**',
    '!out/**/*.map',
    '!out/.built-from',
    'package.json',
    // All else is in the bundles: what of these is needed by others is never loaded (main/engine/transport.ts).
    `!node_modules/!(${runtimeModules.join('|')})/**`,
    '!node_modules/**/*.{md,map,ts,mts,cts}',
  ],
  npmRebuild: false,
  // Where main finds them at run time: below process.resourcesPath when packaged, below build/ otherwise.
  extraResources: [
    { from: 'build/tray', to: 'tray' },
    { from: 'build/icons/png/256x256.png', to: 'icons/png/256x256.png' },
  ],
  electronFuses: requiredFuses,
  // Chromium's own texts; Lighter's are in its bundle.
  electronLanguages: ['en-US', 'ko'],
  // Packages ask for a home page. Replace both reserved names when the project has public ones.
  extraMetadata: { homepage: 'https://lighter.example', desktopName: 'lighter.desktop' },
  publish: null,
  mac: {
    category: 'public.app-category.developer-tools',
    icon: 'build/icons/icon.icns',
    target: ['dmg'],
    hardenedRuntime: true,
    gatekeeperAssess: false,
    darkModeSupport: true,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
  },
  dmg: { icon: 'build/icons/icon.icns' },
  win: { icon: 'build/icons/icon.ico', target: ['nsis'] },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    installerIcon: 'build/icons/icon.ico',
    uninstallerIcon: 'build/icons/icon.ico',
  },
  linux: {
    icon: 'build/icons/png',
    target: ['AppImage', 'deb', 'rpm'],
    executableName: 'lighter',
    category: 'Development',
    synopsis: 'A small, fast, open desktop for Docker',
    maintainer: 'The Lighter authors <maintainers@lighter.example>',
    syncDesktopName: true,
    desktop: {
      entry: {
        Name: 'Lighter',
        GenericName: 'Container desktop',
        'GenericName[ko]': '컨테이너 데스크톱',
        'Comment[ko]': '작고 빠르고 열린 Docker 데스크톱',
        Keywords: 'docker;container;image;compose;',
        StartupWMClass: 'lighter',
      },
    },
  },
};
