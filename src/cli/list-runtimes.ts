// What `tailrace runtimes list` does.
import { type ExitCode, exitCodes } from './exit-code.ts'
import { createPaint } from './output/paint.ts'
import type { Terminal } from './program.ts'
import { withEngine } from './session.ts'

export async function listRuntimes(json: boolean, terminal: Terminal): Promise<ExitCode> {
  const { manifests, statuses } = await withEngine(async (session) => ({
    ...(await session.request('catalogue.list', {})),
    statuses: await session.request('runtimes.status', {}),
  }))
  const runtimes = manifests.map((manifest) => ({
    id: manifest.id,
    name: manifest.name,
    status: statuses.find((status) => status.id === manifest.id) ?? null,
    presets: manifest.presets,
    knobs: manifest.knobs,
    workloads: manifest.workloads,
  }))
  if (json) {
    terminal.out(`${JSON.stringify({ schema: 'tailrace.runtimes/1', runtimes }, null, 2)}\n`)
    return exitCodes.done
  }
  const paint = createPaint(terminal.colours)
  const colour = { ready: paint.good, provisionable: paint.warn, missing: paint.bad }
  for (const { id, name, status, presets, knobs } of runtimes) {
    const state = status === null ? 'unknown' : colour[status.state](status.state)
    terminal.out(`${paint.bold(id)}  ${name}: ${state}${status === null ? '' : `, ${status.detail}`}\n`)
    if (status?.error != null) terminal.out(`  fix: ${status.error.hint}\n`)
    for (const preset of presets) terminal.out(`  ${preset.id}  ${paint.dim(preset.description)}\n`)
    terminal.out(paint.dim(`  knobs: ${knobs.map((knob) => knob.id).join(', ') || 'none'}\n`))
  }
  return exitCodes.done
}
