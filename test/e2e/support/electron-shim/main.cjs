// Stands in for Electron's default_app, which the test Electron lacks: runs the app whose folder is the first plain
// argument, as `electron <folder>` does. Knows no app; written for the old Node inside that Electron.
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')
const { app } = require('electron')

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  process.stderr.write('electron-shim: give the folder of the app to run\n')
  app.exit(2)
} else {
  const root = resolve(folder)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version)
  app.setAppPath(root)
  require(join(root, manifest.main))
}
