#!/usr/bin/env node
// The command's entry. Runs on any Node from 16 on, just far enough to find one that the rest can run on.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPlainNode, minimumNodeMajor } from '../engine/plain-node.ts'

// Whoever reads may stop early (`| head`): what is left to say is dropped, what is left to do is still done.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

if (Number.parseInt(process.versions.node, 10) >= minimumNodeMajor) {
  const { runProgram } = await import('./program.ts')
  process.exitCode = await runProgram(process.argv.slice(2))
} else {
  process.exitCode = runOnNewerNode()
}

/** The npm packages bring a Node of their own; `npx` uses it already, a bare `node out/node/tailrace.js` does not. */
function runOnNewerNode(): number {
  const here = fileURLToPath(import.meta.url)
  const nodePath = findPlainNode({
    root: join(dirname(here), '..', '..'),
    environment: process.env,
    platform: process.platform,
    arch: process.arch,
  })
  if (nodePath === null) {
    process.stderr.write(
      `error: Tailrace needs Node ${minimumNodeMajor}; this is ${process.versions.node} [host.unsupported]\n` +
        'fix: Install the dependencies with npm ci, or set TAILRACE_NODE to a newer Node.\n',
    )
    return 3
  }
  // The terminal sends its signals to the child as well, and the child decides how to end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  const { status } = spawnSync(nodePath, [here, ...process.argv.slice(2)], { stdio: 'inherit' })
  return status ?? 130
}
