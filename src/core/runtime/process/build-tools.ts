// What a build of CPython needs on this machine, what of it is missing, and how to get it.
import { readFile } from 'node:fs/promises'
import { TailraceError } from '../../../model/errors.ts'
import { type CommandContext, runCommand, runStep, toolEnvironment } from './command.ts'

interface Requirement {
  name: string
  /** Debian and Fedora packages that bring it */
  debian: string
  fedora: string
  check: { command: string } | { header: string }
}

const requirements: readonly Requirement[] = [
  { name: 'a C compiler', debian: 'gcc libc6-dev', fedora: 'gcc', check: { header: 'stdlib.h' } },
  { name: 'make', debian: 'make', fedora: 'make', check: { command: 'make' } },
  { name: 'tar', debian: 'tar', fedora: 'tar', check: { command: 'tar' } },
  { name: 'xz', debian: 'xz-utils', fedora: 'xz', check: { command: 'xz' } },
  {
    name: 'OpenSSL headers',
    debian: 'libssl-dev',
    fedora: 'openssl-devel',
    check: { header: 'openssl/ssl.h' },
  },
  { name: 'zlib headers', debian: 'zlib1g-dev', fedora: 'zlib-devel', check: { header: 'zlib.h' } },
  { name: 'libffi headers', debian: 'libffi-dev', fedora: 'libffi-devel', check: { header: 'ffi.h' } },
  { name: 'bzip2 headers', debian: 'libbz2-dev', fedora: 'bzip2-devel', check: { header: 'bzlib.h' } },
  { name: 'xz headers', debian: 'liblzma-dev', fedora: 'xz-devel', check: { header: 'lzma.h' } },
  {
    name: 'SQLite headers',
    debian: 'libsqlite3-dev',
    fedora: 'sqlite-devel',
    check: { header: 'sqlite3.h' },
  },
]

/** /etc/os-release as a record; empty where there is none (os-release(5)). */
export async function readOsRelease(): Promise<Record<string, string>> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm)].map(([, key = '', value = '']) => [key, value]),
  )
}

export async function missingBuildTools(context: CommandContext): Promise<Requirement[]> {
  const compiler = await findCompiler(context)
  const present = await Promise.all(
    requirements.map(({ check }) => {
      if ('command' in check) return hasCommand(check.command, context)
      return compiler !== null && hasHeader(compiler, check.header, context)
    }),
  )
  return requirements.filter((_, index) => present[index] !== true)
}

async function findCompiler(context: CommandContext): Promise<string | null> {
  for (const name of ['cc', 'gcc', 'clang']) if (await hasCommand(name, context)) return name
  return null
}

async function hasCommand(name: string, context: CommandContext): Promise<boolean> {
  const found = await runCommand({ file: '/bin/sh', args: ['-c', `command -v ${name}`] }, context)
  return found.code === 0
}

/** By asking the compiler, which knows its own search path, rather than guessing folders. */
async function hasHeader(compiler: string, header: string, context: CommandContext): Promise<boolean> {
  const line = `echo '#include <${header}>' | ${compiler} -E -x c - -o /dev/null`
  return (await runCommand({ file: '/bin/sh', args: ['-c', line] }, context)).code === 0
}

/** Debian, Ubuntu and what is made of them: apt-get is the way. */
export function isDebian(release: Record<string, string>): boolean {
  return /debian|ubuntu/.test(familyOf(release))
}

function familyOf(release: Record<string, string>): string {
  return `${release.ID ?? ''} ${release.ID_LIKE ?? ''}`
}

/** The command that mends it, for the person who reads the message. */
export function installCommand(missing: readonly Requirement[], release: Record<string, string>): string {
  if (process.platform === 'darwin') return 'xcode-select --install; brew install openssl@3 xz pkg-config'
  if (/fedora|rhel|centos/.test(familyOf(release))) {
    return `sudo dnf install ${missing.map((tool) => tool.fedora).join(' ')}`
  }
  if (isDebian(release)) {
    return `sudo apt-get install ${missing.map((tool) => tool.debian).join(' ')}`
  }
  return `your package manager's install command for: ${missing.map((tool) => tool.name).join(', ')}`
}

/**
 * Makes sure a build can run. As root on a Debian-like system the packages are installed (that is what root in a
 * container is for); everybody else gets `provision.tools-missing` with what is missing and the exact command.
 */
export async function ensureBuildTools(
  release: Record<string, string>,
  context: CommandContext,
  onDetail: (detail: string) => void,
): Promise<void> {
  const missing = await missingBuildTools(context)
  if (missing.length === 0) return
  if (await canInstallPackages(context)) {
    await installPackages(missing.map((tool) => tool.debian).join(' '), context, onDetail)
    const still = await missingBuildTools(context)
    if (still.length === 0) return
    throw toolsMissing(still, release)
  }
  throw toolsMissing(missing, release)
}

export async function canInstallPackages(context: CommandContext): Promise<boolean> {
  return process.getuid?.() === 0 && (await hasCommand('apt-get', context))
}

/** `packages`: names separated by spaces. Throws `provision.failed` with apt's last lines. */
export async function installPackages(
  packages: string,
  context: CommandContext,
  onDetail: (detail: string) => void,
): Promise<void> {
  onDetail(`apt-get install ${packages}`)
  const env = { ...toolEnvironment(), DEBIAN_FRONTEND: 'noninteractive' }
  const onLine = (line: string) => onDetail(line)
  // Another apt may be at work, as in a machine that has just been started.
  const patience = ['-o', 'DPkg::Lock::Timeout=120']
  const args = [...patience, 'install', '-y', '--no-install-recommends', ...packages.split(' ')]
  const first = await runCommand({ file: 'apt-get', args, env, onLine }, context)
  if (first.code === 0) return
  // Lists are often empty in containers, so the first try may know no package at all.
  await runStep('apt-get update', { file: 'apt-get', args: ['update'], env, onLine }, context)
  await runStep('apt-get install', { file: 'apt-get', args, env, onLine }, context)
}

function toolsMissing(missing: readonly Requirement[], release: Record<string, string>): TailraceError {
  const names = missing.map((tool) => tool.name).join(', ')
  const command = installCommand(missing, release)
  return new TailraceError(
    'provision.tools-missing',
    `Free-threaded Python has to be built from source here, and this machine lacks: ${names}`,
    {
      hint: `Run: ${command}\nor give the path of a free-threaded interpreter in TAILRACE_PYTHON_FREETHREADED.`,
      context: { missing: missing.map((tool) => tool.name), command },
    },
  )
}
