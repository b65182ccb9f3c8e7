// npm run compare -- …: builds when needed, then the built command, exactly as it ships.
import { join } from 'node:path'
import { buildWhenNeeded } from './build-when-needed.ts'
import { runChild } from './run-child.ts'

const command = join(import.meta.dirname, '..', 'out', 'node', 'tailrace.js')
const built = await buildWhenNeeded()
process.exitCode =
  built === 0 ? await runChild(process.execPath, [command, 'compare', ...process.argv.slice(2)]) : built
