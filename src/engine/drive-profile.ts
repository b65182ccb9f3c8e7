// What `tailrace drive` was asked for as a profile with one contender, so that the plan's own rules apply. Pure.
import { TailraceError } from '../model/errors.ts'
import type { LoadSpec } from '../model/generator.ts'
import type { Load } from '../model/load.ts'
import { parseOrThrow } from '../model/parse.ts'
import { type Objective, type Profile, profileSchema } from '../model/profile.ts'

export interface DriveRequest {
  readonly url: string
  readonly method: LoadSpec['method']
  readonly headers: Readonly<Record<string, string>>
  readonly load: Load
  readonly warmUpSeconds: number
  readonly measureSeconds: number
  readonly trials: number
  readonly connections: number
  readonly timeoutMs: number
  readonly pacing: 'auto' | 'precise' | 'efficient'
  readonly balance: boolean
  readonly threads: number
  readonly seed: number
  readonly objectives: readonly Objective[]
}

export interface Target {
  readonly host: string
  readonly port: number
  /** origin-form request target */
  readonly path: string
}

/** Throws `load.invalid` for what is no http address and `load.target-not-loopback` for another machine's. */
export function parseTarget(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.protocol !== 'http:') {
    throw new TailraceError('load.invalid', `"${text}" is no http:// address`, {
      hint: 'Give an address like http://127.0.0.1:8000/path; TLS is not supported.',
      context: { url: text },
    })
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const loopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
  if (!loopback) {
    throw new TailraceError('load.target-not-loopback', `${host} is not this machine`, {
      context: { url: text },
    })
  }
  return {
    // a name could mean 127.0.0.1 or ::1; servers that listen on one only are far more often on the first
    host: host === 'localhost' ? '127.0.0.1' : host,
    port: url.port === '' ? 80 : Number(url.port),
    path: `${url.pathname}${url.search}`,
  }
}

export function driveProfile(request: DriveRequest, target: Target): Profile {
  const profile: unknown = {
    schema: 'tailrace.profile',
    version: 1,
    id: 'drive',
    name: `drive ${request.url}`.slice(0, 80),
    contenders: [
      {
        id: 'target',
        runtime: 'external',
        label: `${target.host}:${target.port}${target.path}`.slice(0, 60),
        colour: 0,
        knobs: {},
      },
    ],
    // the server is not ours: what its requests do is not known, and no document of a drive names a workload
    workload: { kind: 'hello' },
    load: request.load,
    trials: {
      preset: 'custom',
      blocks: request.trials,
      warmUpSeconds: request.warmUpSeconds,
      measureSeconds: request.measureSeconds,
      coolDownSeconds: 0,
    },
    objectives: request.objectives,
    connections: request.connections,
    timeoutMs: request.timeoutMs,
    balance: request.balance,
    pacing: request.pacing,
    seed: request.seed,
  }
  return parseOrThrow(profileSchema, profile, 'load.invalid', 'drive')
}
