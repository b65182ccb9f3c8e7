// Finds the runtimes in a folder and reads their manifests. Knows files; how a server is started is a backend's business.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TailraceError } from '../../model/errors.ts'
import { type Manifest, manifestSchema } from '../../model/manifest.ts'
import { parseOrThrow } from '../../model/parse.ts'
import { manifestFault } from './manifest-check.ts'

export { resolveKnobs, workersOf } from './knobs.ts'

const manifestName = 'runtime.json'

export interface Runtime {
  readonly manifest: Manifest
  /** absolute; the manifest's paths are inside it */
  readonly folder: string
}

/**
 * Every runtime below `folders` (or in one of them), ordered by folder name. Throws `manifest.invalid` naming the
 * file, the field, its value and what was expected; also where two runtimes or two presets share an id.
 */
export async function loadCatalogue(folders: readonly string[]): Promise<Runtime[]> {
  const found: Runtime[] = []
  for (const folder of folders) {
    for (const candidate of await candidatesIn(folder)) {
      const runtime = await loadRuntime(candidate)
      if (runtime !== null) found.push(runtime)
    }
  }
  refuseTwins(found)
  return found
}

/** The runtime in `folder`, or null where it holds no manifest. */
export async function loadRuntime(folder: string): Promise<Runtime | null> {
  const file = join(folder, manifestName)
  const text = await readIfThere(file)
  if (text === null) return null
  const manifest = parseOrThrow(manifestSchema, parseJson(text, file), 'manifest.invalid', file)
  const fault = manifestFault(manifest)
  if (fault !== null) {
    throw new TailraceError(
      'manifest.invalid',
      `${file}: ${fault.path}: ${fault.expected}; got ${JSON.stringify(fault.value)}`,
      { context: { what: file, issues: [fault] } },
    )
  }
  return { manifest, folder }
}

async function candidatesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const inside = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
    return [folder, ...inside.sort()]
  } catch (error) {
    throw new TailraceError('manifest.invalid', `${folder}: expected a folder of runtimes that can be read`, {
      cause: error,
      context: { what: folder },
    })
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new TailraceError('manifest.invalid', `${file}: cannot be read`, { cause: error })
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new TailraceError('manifest.invalid', `${file}: expected JSON; ${why}`, { context: { what: file } })
  }
}

function refuseTwins(runtimes: readonly Runtime[]): void {
  const owners = new Map<string, string>()
  const claim = (id: string, folder: string, what: string) => {
    const owner = owners.get(`${what} ${id}`)
    if (owner !== undefined) {
      const message = `${join(folder, manifestName)}: expected a ${what} id that no other has; ${id} is also in ${owner}`
      throw new TailraceError('manifest.invalid', message, { context: { what: folder, value: id } })
    }
    owners.set(`${what} ${id}`, folder)
  }
  for (const { manifest, folder } of runtimes) {
    claim(manifest.id, folder, 'runtime')
    for (const preset of manifest.presets) claim(preset.id, folder, 'preset')
  }
}
