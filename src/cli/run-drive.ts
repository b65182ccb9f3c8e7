// What `tailrace drive` does: options, one server that already runs, the same answer as compare for one contender.
import { resolve } from 'node:path'
import { type Driven, drive } from '../engine/drive.ts'
import type { DriveRequest } from '../engine/drive-profile.ts'
import { findInstallation } from '../engine/installation.ts'
import type { Objective } from '../model/profile.ts'
import type { Result } from '../model/result.ts'
import type { DriveOptions } from './commands/drive.ts'
import { type ExitCode, exitCodeOfResult } from './exit-code.ts'
import { badArgument } from './input/arguments.ts'
import { loadOf } from './input/load-options.ts'
import { interruptible } from './interruptible.ts'
import { createPaint } from './output/paint.ts'
import { createReporter, type Reporter } from './output/reporter.ts'
import { resultLines } from './output/result-text.ts'
import type { Terminal } from './program.ts'
import { writeExport } from './write-run-files.ts'

export async function runDrive(
  url: string,
  options: DriveOptions,
  objectives: readonly Objective[],
  terminal: Terminal,
): Promise<ExitCode> {
  const request = requestOf(url, options, objectives)
  const driven = await interruptible((signal) => measure(request, signal, terminal))
  const result: Result = { ...driven.result, files: await writeFiles(driven, options.out) }
  if (options.json === true) terminal.out(`${JSON.stringify(result, null, 2)}\n`)
  else {
    const lines = [...resultLines(result, createPaint(terminal.colours)), ...result.files]
    for (const line of lines) terminal.out(`${line}\n`)
  }
  return exitCodeOfResult(result)
}

async function measure(request: DriveRequest, signal: AbortSignal, terminal: Terminal): Promise<Driven> {
  let reporter: Reporter | null = null
  try {
    return await drive(request, {
      installation: findInstallation(),
      signal,
      onPlan: (plan) => {
        reporter = createReporter(plan, terminal)
      },
      onEvent: (event) => reporter?.event(event),
    })
  } finally {
    closeReporter(reporter)
  }
}

function closeReporter(reporter: Reporter | null): void {
  reporter?.close()
}

/** Like wrk, nothing is written unless a folder is named. */
async function writeFiles(driven: Driven, out: string | undefined): Promise<string[]> {
  if (out === undefined) return []
  const folder = resolve(out)
  const files: string[] = []
  for (const file of driven.files) files.push(await writeExport(folder, file.name, file.text))
  return files
}

/** The defaults are those of wrk's and k6's users: ten seconds, one trial; 100 requests a second where nothing is said. */
function requestOf(url: string, options: DriveOptions, objectives: readonly Objective[]): DriveRequest {
  const base = { kind: 'open', rate: { shape: 'constant', ratePerSecond: 100 }, arrivals: 'uniform' } as const
  return {
    url,
    method: options.method ?? 'GET',
    headers: Object.fromEntries((options.header ?? []).map(headerOf)),
    load: loadOf(options, base) ?? base,
    warmUpSeconds: options.warmUp ?? 2,
    measureSeconds: options.duration ?? 10,
    trials: options.trials ?? 1,
    connections: options.connections ?? 64,
    timeoutMs: options.timeout ?? 10_000,
    pacing: options.pacing ?? 'auto',
    balance: options.balance ?? false,
    threads: options.threads ?? 1,
    seed: options.seed ?? 7,
    objectives,
  }
}

/** Field names are tokens, values visible text (RFC 9110 §5): nothing that could end the header early. */
function headerOf(text: string): [string, string] {
  const match = /^([!#$%&'*+\-.^_`|~\w]+):[ \t]*([\t\x20-\x7e]*?)[ \t]*$/.exec(text)
  const [, name, value] = match ?? []
  if (name === undefined || value === undefined) throw badArgument('--header', text, '"name: value"')
  return [name, value]
}
