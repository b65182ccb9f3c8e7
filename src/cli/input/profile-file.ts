// The text of a profile file. The engine parses, migrates and checks it, and says where it is wrong.
import { readFile } from 'node:fs/promises'
import { TailraceError } from '../../model/errors.ts'

/** Throws `profile.not-found` naming the path. */
export async function readProfileFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new TailraceError('profile.not-found', `The file ${path} cannot be read`, {
      hint: 'Check the path and the permissions.',
      context: { path },
      cause: error,
    })
  }
}
