// Stands for the engine in guardian.test.ts: starts the guardian and a group that it guards, says their ids, waits.
import { spawn } from 'node:child_process'
import { startGuardian } from '../../src/engine/guard.ts'

const entry = new URL('../../src/engine/guardian.ts', import.meta.url).pathname
const guardian = await startGuardian({ entry, nodePath: process.execPath })
const shell = (script: string) =>
  spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore' }).pid ?? 0
const kept = shell('trap "" TERM INT HUP; sleep 300 & sleep 300')
const released = shell('sleep 300')
guardian.guard(kept)
guardian.guard(released)
guardian.release(released)
process.stdout.write(`${JSON.stringify({ guardian: guardian.pid, kept, released })}\n`)
process.stdin.resume()
process.stdin.on('end', async () => {
  await guardian.stop()
  process.exit(0)
})
