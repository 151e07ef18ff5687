import type { Configuration } from 'electron-builder'

/** Installers: `npm run package`, on the system they are for. */
const configuration: Configuration = {
  appId: 'org.backproplab.lab',
  productName: 'Backprop Lab',
  artifactName: 'backprop-lab-${version}-${os}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: 'resources' },

  // The packages that bring Node to the scripts are for the sources only: Electron has its own.
  files: [
    'out/**',
    '!out/**/*.map',
    'resources/**',
    'package.json',
    '!node_modules/node-linux-*/**',
    '!node_modules/node-win-*/**',
  ],
  asar: true,
  // SQLite's native library cannot be loaded from inside the archive. It needs no rebuilding: it is Node-API.
  asarUnpack: ['**/better-sqlite3/prebuilds/**'],
  npmRebuild: false,

  // WebAssembly's trap handlers, a fuse this table does not know, are on unless turned off.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
  },

  icon: 'resources/icon.png',
  linux: { target: ['AppImage', 'deb'], category: 'Education' },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.education' },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
}

export default configuration
