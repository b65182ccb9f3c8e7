// A runtime of a few lines that keeps the contract, or breaks it in the way its knob `mode` says.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'

const knobs: { mode: string } = JSON.parse(process.env.TAILRACE_KNOBS ?? '{}')
const { mode } = knobs
const identity = {
  version: 1,
  runtime: 'tiny',
  worker: '0',
  pid: process.pid,
  loopClass: 'libuv',
  gilEnabled: null,
  versions: { node: process.versions.node },
}
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const telemetry = (changed: object = {}) => {
  const zero = { p50: 0, p99: 0, max: 0 }
  const load = { lagUs: zero, loopUtilisation: 0, gc: [], rssBytes: 1, pssBytes: null, cpuUs: 1 }
  const now = { monotonicNs: Number(process.hrtime.bigint()), poolQueue: 0, openConnections: 0, requests: 0 }
  say({ type: 'telemetry', ...identity, threadId: null, ...load, ...now, ...changed })
}

if (mode === 'dies') {
  process.stderr.write('tiny: no module named nonsense\n')
  process.exit(7)
}
if (mode === 'stubborn') {
  process.on('SIGTERM', () => process.stdout.write('SIGTERM ignored\n'))
  spawn('/bin/sh', ['-c', 'trap "" TERM; sleep 300; sleep 300'], { stdio: 'ignore' })
}
const server = createServer((_, response) => {
  if (mode === 'unhealthy') response.writeHead(503).end()
  else response.end(JSON.stringify({ ...identity, status: 'ready' }))
})
server.on('error', (error) => {
  process.stderr.write(`tiny: cannot listen: ${error.message}\n`)
  process.exit(1)
})
server.listen(Number(process.env.TAILRACE_PORT), process.env.TAILRACE_HOST, () => {
  if (mode === 'silent') process.stdout.write('tiny: listening, but not telling\n')
  else if (mode === 'malformed') say({ type: 'ready', ...identity, threadId: null })
  else {
    const loopClass = mode === 'wrong loop' ? 'other' : identity.loopClass
    const environment = Object.keys(process.env).sort().join(' ')
    say({ type: 'ready', ...identity, loopClass, threadId: null, workers: 1, settings: { environment } })
  }
  if (mode === 'noisy') process.stdout.write(`${'x'.repeat(200_000)}\n`)
  telemetry()
  setInterval(() => telemetry(mode === 'changes' ? { pid: 1 } : {}), 100)
  if (mode === 'dies later') setTimeout(() => process.exit(9), 300)
})
