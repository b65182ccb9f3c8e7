// The first look in full, as the screens run it: how long it takes and what the engine's process needs for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findInstallation } from '../src/engine/installation.ts'
import { startEngine } from '../src/engine/starter.ts'
import { createBridge } from '../src/ipc/client.ts'
import { tempFolder } from '../test/e2e/support/temp-folder.ts'
import { type Bench, Skipped } from './bench.ts'

const targetSeconds = 150
const targetMb = 250

export const quickRun: Bench = {
  name: 'quick-run',
  run: async () => {
    if (process.platform !== 'linux') throw new Skipped('reads the memory of another process from /proc')
    await using folder = await tempFolder('quick')
    const found = findInstallation()
    const engine = startEngine({
      installation: { root: found.root, entry: () => join(found.root, 'out/node/engine.js') },
      nodePath: found.nodePath,
      environment: { ...process.env, TAILRACE_DATA_DIR: folder.path },
    })
    try {
      const bridge = createBridge(engine)
      const entries = await bridge.request('profiles.list', {})
      const profile = entries.find((entry) => entry.profile.id === 'first-look')?.profile
      const statuses = await bridge.request('runtimes.status', {})
      const unready = statuses.filter((status) => status.state !== 'ready')
      if (unready.length > 0) throw new Skipped(`not provisioned: ${unready.map(({ id }) => id).join(', ')}`)
      const finished = new Promise<string>((resolve) => {
        bridge.subscribe('run', (event) => {
          if (event.type === 'finished') resolve(event.status)
        })
      })
      const startedMs = performance.now()
      await bridge.request('run.start', { profile })
      const status = await finished
      const seconds = (performance.now() - startedMs) / 1000
      const peakMb = peakMemoryMb(engine.pid)
      return (
        `Quick on three contenders ${status} in ${seconds.toFixed(0)} s, ${(seconds / targetSeconds).toFixed(2)} × its target of ${targetSeconds} s; ` +
        `engine peak memory ${peakMb.toFixed(0)} MB, ${(peakMb / targetMb).toFixed(2)} × its target of ${targetMb} MB`
      )
    } finally {
      await engine.stop()
    }
  },
}

/** VmHWM, the most the process ever held (proc(5)). */
function peakMemoryMb(pid: number | null): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(text)?.[1]
  if (kilobytes === undefined) throw new Error(`no VmHWM for process ${pid}`)
  return Number(kilobytes) / 1024
}
