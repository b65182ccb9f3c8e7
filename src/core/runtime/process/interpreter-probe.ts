// What a Python really is, told by itself: names, shims and symlinks are not trusted.
import { realpath, stat } from 'node:fs/promises'
import { z } from 'zod'
import { type CommandContext, runCommand } from './command.ts'

const probeSchema = z.object({
  implementation: z.string(),
  version: z.string(),
  executable: z.string(),
  freeThreaded: z.boolean(),
  gilEnabled: z.boolean(),
  pgo: z.boolean(),
  lto: z.boolean(),
  configureArguments: z.string(),
  ssl: z.boolean(),
  /** `python -m venv` can make an environment with pip in it */
  venv: z.boolean(),
})

export interface Interpreter extends z.infer<typeof probeSchema> {
  /** the path to run it by: the interpreter itself, not the shim, link or environment it was found through */
  path: string
}

const script = `
import json, sys, sysconfig
def can(*names):
    try:
        for name in names: __import__(name)
        return True
    except Exception:
        return False
arguments = str(sysconfig.get_config_var('CONFIG_ARGS') or '')
print('TAILRACE ' + json.dumps({
    'implementation': sys.implementation.name,
    'version': '%d.%d.%d' % sys.version_info[:3],
    'executable': getattr(sys, '_base_executable', None) or sys.executable or '',
    'freeThreaded': bool(sysconfig.get_config_var('Py_GIL_DISABLED')),
    'gilEnabled': bool(getattr(sys, '_is_gil_enabled', lambda: True)()),
    'pgo': '--enable-optimizations' in arguments,
    'lto': '--with-lto' in arguments,
    'configureArguments': arguments,
    'ssl': can('ssl', 'zlib'),
    'venv': can('venv', 'ensurepip'),
}))
`

/** Why a candidate cannot be used, for the message when none can. */
export interface Rejected {
  path: string
  reason: string
}

export type ProbeResult = { interpreter: Interpreter } | { rejected: Rejected }

/** Runs the candidate. Isolated (`-I`), so that no environment variable or user package changes the answer. */
export async function probeInterpreter(path: string, context: CommandContext): Promise<ProbeResult> {
  const timeout = AbortSignal.timeout(20_000)
  const signal = AbortSignal.any([context.signal, timeout])
  try {
    const result = await runCommand({ file: path, args: ['-I', '-c', script] }, { ...context, signal })
    const line = result.stdout.split('\n').find((text) => text.startsWith('TAILRACE '))
    if (result.code !== 0 || line === undefined) {
      const said = result.lastLines.at(-1) ?? 'no output'
      return { rejected: { path, reason: `does not run (exit code ${result.code}): ${said}` } }
    }
    const parsed = probeSchema.parse(JSON.parse(line.slice('TAILRACE '.length)))
    return { interpreter: { ...parsed, path: parsed.executable || path } }
  } catch (error) {
    if (context.signal.aborted) throw error
    return { rejected: { path, reason: timeout.aborted ? 'did not answer within 20 s' : String(error) } }
  }
}

/** Probes each real file once, and again only when it changed. Candidates that do not exist are left out. */
export class InterpreterProbes {
  readonly #known = new Map<string, Promise<ProbeResult>>()

  /** After packages were installed: the same interpreter may have more modules now. */
  forget(): void {
    this.#known.clear()
  }

  async probe(path: string, context: CommandContext): Promise<ProbeResult | null> {
    const real = await realpath(path).catch(() => null)
    const facts = real === null ? null : await stat(real).catch(() => null)
    if (facts === null || !facts.isFile()) return null
    // By the path asked for: one shim file stands for many interpreters.
    const key = `${path}\0${real}\0${facts.mtimeMs}`
    const known = this.#known.get(key)
    // Whoever asked first may have cancelled; that is not the answer for us.
    if (known !== undefined) return known.catch(() => probeInterpreter(path, context))
    const asked = probeInterpreter(path, context)
    this.#known.set(key, asked)
    asked.catch(() => this.#known.delete(key))
    return asked
  }
}
