// Who may import whom (ARCHITECTURE.md, "Rooms"): imports point downward only, and some packages live in one room only.
// Pure: files in, sentences out.
import { builtinModules } from 'node:module'
import type { SourceFile } from './source-file.ts'

const everyCoreRoom = [
  'core/doctor',
  'core/histogram',
  'core/load',
  'core/plan',
  'core/profile',
  'core/report',
  'core/run',
  'core/runtime',
  'core/stats',
  'core/store',
]
const coreRoom = ['model', 'core/histogram']

/** For each room, the other rooms it may import. */
const rooms: Record<string, readonly string[]> = {
  model: [],
  ...Object.fromEntries(everyCoreRoom.map((room) => [room, coreRoom])),
  'core/histogram': ['model'],
  'core/report': [...coreRoom, 'core/stats'],
  'core/run': ['model', ...everyCoreRoom],
  ipc: ['model'],
  engine: ['model', 'ipc', ...everyCoreRoom],
  // The two shells that start the engine as a process: startedProblems() keeps core itself out of them.
  main: ['model', 'ipc', 'engine'],
  server: ['model', 'ipc', 'engine'],
  preload: ['model', 'ipc'],
  cli: ['model', 'ipc', 'engine', 'server'],
  renderer: ['model', 'ipc'],
}

/** Packages that may be imported from the named places only. */
const homes: readonly { packages: RegExp; places: readonly string[] }[] = [
  { packages: /^electron($|\/)/, places: ['src/main/', 'src/preload/'] },
  { packages: /^(react|react-dom|recharts|zustand)($|\/)/, places: ['src/renderer/'] },
  { packages: /^@(mantine|tabler|fontsource-variable)\//, places: ['src/renderer/'] },
  { packages: /^execa$/, places: ['src/core/runtime/process/'] },
  { packages: /^dockerode$/, places: ['src/core/runtime/docker/'] },
  { packages: /^node:sqlite$/, places: ['src/core/store/'] },
  { packages: /^hdr-histogram-js$/, places: ['src/core/histogram/'] },
  { packages: /^csv-stringify($|\/)/, places: ['src/core/report/'] },
  { packages: /^@stdlib\//, places: ['src/core/stats/'] },
  { packages: /^commander$/, places: ['src/cli/'] },
  { packages: /^ws$/, places: ['src/server/'] },
]

const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]))

/** The room a file of src/ lies in, e.g. `core/load`; null where it lies in none. */
export function roomOf(path: string): string | null {
  const [top, first = '', second = ''] = path.split('/')
  if (top !== 'src') return null
  const room = first === 'core' ? `core/${second}` : first
  return room in rooms ? room : null
}

/** Imports of one file of src/ that its room does not allow. */
export function importProblems(file: SourceFile): string[] {
  const room = roomOf(file.path)
  if (room === null) return [`${file.path}: lies in no room; add the room to ARCHITECTURE.md and here`]
  return file.imports.flatMap(({ target, relative, line }) => {
    const problem = relative ? relativeProblem(room, target) : packageProblem(room, file.path, target)
    return problem === null ? [] : [`${file.path}:${line}: ${problem}`]
  })
}

/** Relative imports of files that git does not have: they work here and nowhere else. */
export function missingProblems(files: readonly SourceFile[], paths: readonly string[]): string[] {
  const known = new Set(paths)
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ target, relative }) => relative && !known.has(target.replace(/\?.*$/, '')))
      .map(({ target, line }) => `${path}:${line}: git does not have ${target}`),
  )
}

/** Files of the starting shells from which a value of src/core can be reached: core runs in the engine only. */
export function startedProblems(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const starters = files.filter(({ path }) => /^src\/(main|server|preload|renderer)\//.test(path))
  return starters.flatMap((file) => {
    const route = routeToCore(file, byPath)
    return route === null ? [] : [`${file.path}: pulls core into its process: ${route.join(' → ')}`]
  })
}

function routeToCore(start: SourceFile, byPath: ReadonlyMap<string, SourceFile>): string[] | null {
  const seen = new Set([start.path])
  const queue: { file: SourceFile; route: string[] }[] = [{ file: start, route: [start.path] }]
  for (const { file, route } of queue) {
    for (const { target, relative, typeOnly } of file.imports) {
      if (!relative || typeOnly || seen.has(target)) continue
      seen.add(target)
      if (target.startsWith('src/core/')) return [...route, target]
      const next = byPath.get(target)
      if (next !== undefined) queue.push({ file: next, route: [...route, target] })
    }
  }
  return null
}

function relativeProblem(room: string, target: string): string | null {
  const other = roomOf(target)
  if (other === null) return `imports ${target}, which lies outside the rooms of src/`
  if (other === room || rooms[room]?.includes(other)) return null
  return `${room} must not import ${other} (${target})`
}

function packageProblem(room: string, path: string, specifier: string): string | null {
  if (specifier === '<computed>') return 'import() of a computed name cannot be checked'
  if (room === 'model' && specifier !== 'zod') return `model imports zod only, not ${specifier}`
  if (builtins.has(specifier) && (room === 'renderer' || room === 'ipc')) {
    return `${room} runs in a browser too and must not import ${specifier}`
  }
  const home = homes.find(({ packages }) => packages.test(specifier))
  if (home === undefined || home.places.some((place) => path.startsWith(place))) return null
  return `${specifier} is imported in ${home.places.join(', ')} only`
}
