// A small renderer bundle in a folder of its own, with a secret beside it that must never be served.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Bundle extends AsyncDisposable {
  readonly folder: string
}

export async function makeBundle(): Promise<Bundle> {
  const base = await mkdtemp(join(tmpdir(), 'bundle-'))
  const folder = join(base, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(base, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Tailrace</title>')
  await writeFile(join(folder, 'assets', 'index-B1c2D3e4.js'), 'export {}')
  await writeFile(join(folder, 'empty.txt'), '')
  await writeFile(join(folder, 'notes.unknown'), 'no media type')
  await symlink(join(base, 'secret.txt'), join(folder, 'link.txt'))
  return { folder, [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }) }
}
