// Where Tailrace's own files are, from source and from the build alike. Knows paths, reads nothing but package.json.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { TailraceError } from '../model/errors.ts'

export type EntryName = 'engine' | 'guardian' | 'generator'

export interface Installation {
  readonly root: string
  readonly version: string
  readonly runtimesFolder: string
  readonly resourcesFolder: string
  /** the built renderer bundle; absent until `npm run build` */
  readonly rendererFolder: string
  /** a plain Node, never Electron: what the engine, the generator and the `node` runtime run on */
  readonly nodePath: string
  /** the file to start for a process of ours: TypeScript beside the sources, JavaScript in the build */
  entry(name: EntryName): string
}

const sources: Record<EntryName, string> = {
  engine: 'src/engine/index.ts',
  guardian: 'src/engine/guardian.ts',
  generator: 'src/core/load/generator.ts',
}

const packageSchema = z.object({ name: z.string(), version: z.string() })

/** Finds the folder that holds Tailrace's package.json above this module. */
export function findInstallation(): Installation {
  const here = fileURLToPath(import.meta.url)
  const fromSource = here.endsWith('.ts')
  const { root, version } = findRoot(dirname(here))
  return {
    root,
    version,
    runtimesFolder: join(root, 'runtimes'),
    resourcesFolder: join(root, 'resources'),
    rendererFolder: join(root, 'out', 'renderer'),
    nodePath: process.execPath,
    entry: (name) => join(root, fromSource ? sources[name] : `out/node/${name}.js`),
  }
}

function findRoot(start: string): { root: string; version: string } {
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) {
      const parsed = packageSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
      if (parsed.success && parsed.data.name === 'tailrace')
        return { root: folder, version: parsed.data.version }
    }
    if (dirname(folder) === folder) {
      throw new TailraceError('internal', `No Tailrace installation found above ${start}`)
    }
  }
}
