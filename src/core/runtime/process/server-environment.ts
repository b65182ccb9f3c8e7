// The environment a server runs in: the contract's variables and little else, so that two runs on one machine
// differ in nothing the user did not choose.
import { tmpdir } from 'node:os'
import type { KnobValue } from '../../../model/profile.ts'

export interface ServerAddress {
  host: string
  port: number
}

/** `pythonPath`: folder of the code that Python runtimes share; null for other languages. */
export function serverEnvironment(
  address: ServerAddress,
  knobs: Readonly<Record<string, KnobValue>>,
  seed: number,
  pythonPath: string | null,
): Record<string, string> {
  // SystemRoot: without it nothing starts on Windows.
  const inherited = ['PATH', 'HOME', 'USER', 'SystemRoot', 'USERPROFILE', 'TZ'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(inherited),
    LANG: 'C.UTF-8',
    TMPDIR: tmpdir(),
    NODE_ENV: 'production',
    TAILRACE_HOST: address.host,
    TAILRACE_PORT: String(address.port),
    TAILRACE_KNOBS: JSON.stringify(knobs),
    TAILRACE_SEED: String(seed),
    ...(pythonPath === null ? {} : pythonVariables(pythonPath)),
  }
}

function pythonVariables(pythonPath: string): Record<string, string> {
  return {
    PYTHONPATH: pythonPath,
    // Lines must reach us when they are written, or readiness and telemetry come late.
    PYTHONUNBUFFERED: '1',
    // Packages were compiled when the environment was made; the runtimes' folder may be read-only, and no server
    // should write files while it is measured.
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
  }
}
