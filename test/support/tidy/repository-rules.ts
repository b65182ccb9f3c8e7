// Rules about the repository as a whole: names, dependencies, what may not be written down, what must be used. Pure:
// paths and texts in, sentences out.
import { Visitor } from 'vite'
import { z } from 'zod'
import type { SourceFile } from './source-file.ts'

const exactVersion = /^\d+\.\d+\.\d+(-[\w.]+)?$/
const dependenciesSchema = z.record(z.string(), z.string()).default({})
const packageSchema = z.object({
  dependencies: dependenciesSchema,
  devDependencies: dependenciesSchema,
  optionalDependencies: dependenciesSchema,
})

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), optionalDependencies: dependenciesSchema }),
  ),
})

/** Names the outer world prescribes: tools, languages and the customs of repositories. */
const customaryName = /^(\.[\w-]+|[A-Z]+(\.md)?|Dockerfile|__init__\.py|[\w-]+\.config\.ts|\.[\w-]+\.json)$/
const kebabName = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/
const snakeName = /^[a-z0-9_]+(\.py)?$/ // modules and packages
const emptyName = /(^|\/)(utils?|helpers?|common|misc|stuff)(\/|\.[a-z]+$)/

/** kebab-case for everything, snake_case for Python modules, and no name that says nothing. */
export function nameProblems(path: string): string[] {
  if (emptyName.test(path)) return [`${path}: the name does not say what is inside`]
  const odd = path.split('/').filter((part) => {
    const python = path.endsWith('.py') && snakeName.test(part)
    return !customaryName.test(part) && !kebabName.test(part) && !python
  })
  return odd.map((part) => `${path}: ${part} is not kebab-case`)
}

/** A dependency is one version, so that every checkout builds the same. */
export function pinProblems(packageJson: string): string[] {
  const parsed = packageSchema.parse(JSON.parse(packageJson))
  return Object.values(parsed).flatMap((dependencies) =>
    Object.entries(dependencies)
      .filter(([, version]) => !exactVersion.test(version))
      .map(([name, version]) => `package.json: ${name} is pinned to "${version}", not to one version`),
  )
}

/**
 * Packages for other platforms that the lock lacks: `npm ci` then refuses everywhere. It happens when the registry in use
 * did not have them yet; take the newest version that has all of them.
 */
export function lockGaps(packageLock: string): string[] {
  const { packages } = lockSchema.parse(JSON.parse(packageLock))
  const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')))
  return Object.entries(packages).flatMap(([path, { version, optionalDependencies }]) => [
    ...(path !== '' && version === undefined ? [`package-lock.json: ${path} has no version`] : []),
    ...Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `package-lock.json: ${name} of ${path} is not locked`),
  ])
}

/** A Python lock file names one version and its hashes for every distribution. */
export function lockProblems(path: string, text: string): string[] {
  const entries = text.replaceAll('\\\n', ' ').split('\n')
  return entries.flatMap((entry) => {
    const line = entry.replace(/(^|\s)#.*$/, '').trim()
    if (line === '' || line.startsWith('--')) return []
    return /^[\w.[\]-]+\s*==\s*[\w.!+]+.*--hash=sha256:[0-9a-f]{64}/.test(line)
      ? []
      : [`${path}: "${line.slice(0, 60)}" has no exact version or no hash`]
  })
}

/** Somebody's folders and networks: they work on one machine only. */
export function privateProblems(path: string, text: string, folders: readonly string[]): string[] {
  const hosts = ['registry.npmjs', 'npmjs.com', 'pythonhosted', 'pypi', 'yarnpkg'].join('|')
  const patterns = [
    new RegExp(`https?://[\\w.-]*(${hosts})[\\w.-]*`, 'g'),
    /https?:\/\/[^\s/@'"`]+:[^\s/@'"`]+@/g, // credentials in a link
    /(?<![\w.$}])\/(home|Users)\/(?!you\b)[\w.-]+/g, // `you` is anybody
  ]
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([match]) => match))
  const named = folders.filter((folder) => text.includes(folder))
  return [...found, ...named].map((match) => `${path}: names "${match}", which other machines do not have`)
}

/** Codes of the error table that no file of src/ raises or handles. */
export function deadCodes(codes: readonly string[], files: readonly SourceFile[]): string[] {
  const used = new Set(files.flatMap(stringsOf))
  return codes.filter((code) => !used.has(code)).map((code) => `error code ${code} is never used`)
}

/** Runtimes that a document does not mention by id. */
export function unlistedRuntimes(ids: readonly string[], path: string, text: string): string[] {
  return ids.filter((id) => !text.includes(`\`${id}\``)).map((id) => `${path}: does not list \`${id}\``)
}

/** String values of a file; the keys of an object literal are names, not uses. */
function stringsOf({ program }: SourceFile): string[] {
  const keys = new Set<number>()
  const found: string[] = []
  new Visitor({
    Property: (node) => {
      if (node.key.type === 'Literal') keys.add(node.key.start)
    },
    Literal: (node) => {
      if (typeof node.value === 'string' && !keys.has(node.start)) found.push(node.value)
    },
  }).visit(program)
  return found
}
