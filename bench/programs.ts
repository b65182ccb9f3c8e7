// The programs a benchmark runs beside ours, and the CPU time they used. Linux only.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Skipped } from './bench.ts'

/** The path of a program, or {@link Skipped}. */
export function need(program: string): string {
  try {
    return execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`], {
      encoding: 'utf8',
    }).trim()
  } catch (cause) {
    throw new Skipped(`${program} is not installed`, { cause })
  }
}

/** Benchmarks put the server on core 0 and the client on core 1. */
export function needTwoCores(): void {
  if (process.platform !== 'linux') throw new Skipped('pinning needs Linux')
  need('taskset')
  if (Number(execFileSync('nproc', { encoding: 'utf8' })) < 2) throw new Skipped('it needs two cores')
}

const ticksPerSecond = 100

/** CPU of all children that have ended, in µs: fields 16 and 17 of /proc/self/stat, in ticks of 10 ms. */
function endedChildrenCpuUs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[13]) + Number(fields[14])) * 1e6) / ticksPerSecond
}

export interface Finished {
  readonly output: string
  readonly cpuUs: number
}

/** Runs a program on one core to its end. No other child may end meanwhile, or its CPU would be counted too. */
export async function runPinned(cpu: number, command: string, args: readonly string[]): Promise<Finished> {
  const before = endedChildrenCpuUs()
  const child = spawn('taskset', ['-c', String(cpu), command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  child.stderr.on('data', (data: Buffer) => {
    output += data.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} failed with code ${code}: ${output}`)
  return { output, cpuUs: endedChildrenCpuUs() - before }
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
}
