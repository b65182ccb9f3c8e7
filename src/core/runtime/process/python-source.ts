// Where the source of CPython 3.13 comes from: Debian's untouched upstream tarball through the machine's own
// mirror, or python.org with a pinned hash. Never changes the system's package lists.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AptSource,
  debSrcStanza,
  ownMirror,
  parseDeb822,
  parseOneLine,
  parsePrintedUris,
} from './apt-sources.ts'
import { type CommandContext, runCommand } from './command.ts'
import type { Source } from './download.ts'

export interface PythonSource extends Source {
  /** e.g. `3.13.15` */
  version: string
}

/** The same bytes that Debian ships as python3.13_3.13.15.orig.tar.xz. */
export const pinnedPythonSource: PythonSource = {
  version: '3.13.15',
  url: 'https://www.python.org/ftp/python/3.13.15/Python-3.13.15.tar.xz',
  sha256: '1e66a7945a48390ee4c2a4268a0e4185884059a13c4aab6d148aa208deea4a76',
  bytes: 23_160_540,
}

/** The sources to try, best first. `scratch` is a folder of ours that may be emptied. */
export async function findPythonSources(
  release: Readonly<Record<string, string>>,
  scratch: string,
  context: CommandContext,
): Promise<PythonSource[]> {
  const found: PythonSource[] = []
  const mirror = ownMirror(await readAptSources('/etc/apt'), release.VERSION_CODENAME ?? '')
  if (mirror !== null) {
    for (const suite of suitesWithPython(release)) {
      const source = await sourceInSuite(mirror, suite, scratch, context)
      if (source !== null) {
        found.push(source)
        break
      }
    }
  }
  return [...found, pinnedPythonSource]
}

/** Releases of the distribution known to carry python3.13, newest patch first. */
function suitesWithPython(release: Readonly<Record<string, string>>): string[] {
  return release.ID === 'ubuntu' ? ['questing', 'plucky'] : ['forky', 'trixie']
}

async function readAptSources(folder: string): Promise<AptSource[]> {
  const parts = join(folder, 'sources.list.d')
  const names = (await readdir(parts).catch(() => [])).sort()
  const files = [join(folder, 'sources.list'), ...names.map((name) => join(parts, name))]
  const sources = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch(() => '')
      return file.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text)
    }),
  )
  return sources.flat()
}

/** Asks apt, with lists and caches of our own, for the address and hash of the upstream tarball. */
async function sourceInSuite(
  mirror: AptSource,
  suite: string,
  scratch: string,
  context: CommandContext,
): Promise<PythonSource | null> {
  await rm(scratch, { recursive: true, force: true })
  await mkdir(join(scratch, 'parts'), { recursive: true })
  await mkdir(join(scratch, 'lists', 'partial'), { recursive: true })
  await mkdir(join(scratch, 'cache'), { recursive: true })
  await writeFile(join(scratch, 'parts', 'source.sources'), debSrcStanza(mirror, suite))
  const privately = [
    'Dir::Etc::sourcelist=/dev/null',
    `Dir::Etc::sourceparts=${join(scratch, 'parts')}`,
    `Dir::State::lists=${join(scratch, 'lists')}`,
    `Dir::Cache=${join(scratch, 'cache')}`,
    // The unprivileged download user cannot enter a home folder; nothing is run, and hashes are checked.
    `APT::Sandbox::User=${process.getuid?.() === 0 ? 'root' : ''}`,
  ].flatMap((option) => ['-o', option])
  try {
    const update = await runCommand({ file: 'apt-get', args: [...privately, 'update'] }, context)
    if (update.code !== 0) return null
    const args = [...privately, '--print-uris', 'source', '--download-only', 'python3.13']
    const printed = await runCommand({ file: 'apt-get', args }, context)
    const tarball = parsePrintedUris(printed.stdout).find((uri) => uri.fileName.endsWith('.orig.tar.xz'))
    const version = /^python3\.13_(3\.13\.\d+)\.orig\.tar\.xz$/.exec(tarball?.fileName ?? '')?.[1]
    return tarball === undefined || version === undefined ? null : { ...tarball, version }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
