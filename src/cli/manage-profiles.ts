// What the `tailrace profiles` commands do.
import { basename, dirname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { type ExitCode, exitCodes } from './exit-code.ts'
import { readProfileFile } from './input/profile-file.ts'
import type { Terminal } from './program.ts'
import { withEngine } from './session.ts'
import { writeExport } from './write-run-files.ts'

export async function listProfiles(json: boolean, terminal: Terminal): Promise<ExitCode> {
  const profiles = await withEngine((session) => session.request('profiles.list', {}))
  if (json) {
    terminal.out(`${JSON.stringify({ schema: 'tailrace.profiles/1', profiles }, null, 2)}\n`)
    return exitCodes.done
  }
  const width = Math.max(0, ...profiles.map(({ profile }) => profile.id.length))
  for (const { profile, builtIn } of profiles) {
    terminal.out(`${profile.id.padEnd(width)}  ${profile.name}${builtIn ? ' (built in)' : ''}\n`)
  }
  return exitCodes.done
}

export async function showProfile(id: string, terminal: Terminal): Promise<ExitCode> {
  const file = await withEngine((session) => session.request('profiles.export', { id }))
  terminal.out(file.text)
  return exitCodes.done
}

export async function importProfile(path: string, terminal: Terminal): Promise<ExitCode> {
  const content = await readProfile(path)
  const profile = await withEngine((session) => session.request('profiles.import', { text: content }))
  terminal.out(`${profile.id}\n`)
  return exitCodes.done
}

export async function exportProfile(
  id: string,
  out: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const file = await withEngine((session) => session.request('profiles.export', { id }))
  const path = resolve(out ?? file.fileName)
  terminal.out(`${await writeExport(dirname(path), basename(path), file.text)}\n`)
  return exitCodes.done
}

export async function deleteProfile(id: string, terminal: Terminal): Promise<ExitCode> {
  await withEngine((session) => session.request('profiles.delete', { id }))
  terminal.err(`deleted ${id}\n`)
  return exitCodes.done
}

async function readProfile(path: string): Promise<string> {
  return path === '-' ? text(process.stdin) : readProfileFile(path)
}
