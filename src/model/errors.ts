// The one table of error codes, and the shape in which an error crosses every border: {code, message, hint, context}.
import { z } from 'zod'

/** Every code Tailrace raises, with the default hint: what the reader can do about it. */
export const errorTable = {
  'profile.not-json': 'Open the file in an editor and mend the JSON at the place named.',
  'profile.invalid': 'Change the named field to the expected value and try again.',
  'profile.version-unknown': 'Update Tailrace, or export the profile again from the version that wrote it.',
  'profile.not-found': 'List the saved profiles with `tailrace profiles`.',
  'profile.read-only': 'Duplicate the built-in profile and change the copy.',
  'manifest.invalid': 'Mend the named field in runtime.json; runtimes/README.md describes the format.',
  'runtime.unknown': 'List the runtimes with `tailrace runtimes`.',
  'runtime.knob-unknown': 'Use one of the knobs the runtime declares.',
  'runtime.knob-refused': 'Choose another value; the reason says what the combination lacks.',
  'runtime.workload-unsupported': 'Choose a workload the runtime lists in its manifest.',
  'runtime.nonconforming': 'Mend the server so that it keeps the contract of runtimes/README.md.',
  'plan.impossible': 'Change the profile as the message says.',
  'provision.interpreter-missing':
    'Install the interpreter named, or give its path in TAILRACE_PYTHON (free-threaded: TAILRACE_PYTHON_FREETHREADED).',
  'provision.tools-missing': 'Install the named packages, or give the path of a ready interpreter.',
  'provision.refused': 'Run without --no-provision, or install the runtime yourself.',
  'provision.failed': 'Read the last lines of output; they name what went wrong.',
  'server.start-failed': 'Read the last lines of output; they name what went wrong.',
  'server.not-ready': 'Read the last lines of output, or raise the readiness deadline.',
  'server.exited': 'Read the last lines of output; the trial keeps what was measured.',
  'server.probe-failed': 'The server does not do what its manifest claims; check its libraries.',
  'load.target-not-loopback':
    'Tailrace only loads servers on this machine: use a 127.0.0.1 or [::1] address.',
  'load.invalid': 'Change the named load setting.',
  'load.generator-failed': 'Run again; if it repeats, report the message with its context.',
  'histogram.invalid': 'Use a V2 HDR histogram with 3 significant digits, as Tailrace exports it.',
  'run.busy': 'Wait for the other measurement to end, or stop it; two at once would disturb each other.',
  'run.cancelled': 'What was measured before the cancel is kept.',
  'run.not-found': 'List the stored runs with `tailrace history`.',
  'run.interrupted': 'The engine died during this run; what was measured is kept.',
  'store.newer-version': 'Update Tailrace: a newer version wrote this data folder.',
  'store.failed': 'Check the free space and the permissions of the data folder.',
  'export.failed': 'Check that the folder exists and can be written.',
  'ipc.bad-request': 'The two sides disagree about the contract; restart Tailrace.',
  'ipc.engine-gone': 'The engine stopped; it is started again. Stored data is safe.',
  'ipc.unauthorised': 'Open the link that Tailrace printed; it carries the token.',
  'usage.bad-argument': 'See `tailrace --help`.',
  'host.unsupported': 'See the message for what this machine lacks.',
  internal: 'This is a defect in Tailrace; please report it with the message.',
} as const

export type ErrorCode = keyof typeof errorTable

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

export const errorEnvelopeSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string(),
  context: z.record(z.string(), z.unknown()),
})
export type ErrorEnvelope = z.infer<typeof errorEnvelopeSchema>

/** An error with a stable code. Throw this, never a bare `Error`. */
export class TailraceError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly context: Record<string, unknown>

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; context?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'TailraceError'
    this.code = code
    this.hint = options.hint ?? errorTable[code]
    this.context = options.context ?? {}
  }
}

/** Any thrown value as an envelope; what is not ours becomes `internal` and keeps its message. */
export function toEnvelope(error: unknown): ErrorEnvelope {
  if (error instanceof TailraceError) {
    return { code: error.code, message: error.message, hint: error.hint, context: error.context }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message, hint: errorTable.internal, context: {} }
}

/** The inverse of {@link toEnvelope}, for the far side of a border. */
export function fromEnvelope(envelope: ErrorEnvelope): TailraceError {
  return new TailraceError(envelope.code, envelope.message, {
    hint: envelope.hint,
    context: envelope.context,
  })
}
