// Profiles as files: one per profile, named by its id, in the user's folder; the built-in ones beside, read-only.
// Knows nothing of what a profile is run for.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ErrorEnvelope, TailraceError, toEnvelope } from '../../model/errors.ts'
import { type Profile, slugSchema } from '../../model/profile.ts'
import { copyId, copyName, freeId } from './copy-names.ts'
import { parseProfile, parseProfileText } from './parse-profile.ts'
import { writeAtomically } from './write-atomically.ts'

export interface ProfileFolderEntry {
  readonly profile: Profile
  /** comes with Tailrace and cannot be changed */
  readonly builtIn: boolean
}

/** A file in the user's folder that is no profile; it stays where it is. */
export interface DamagedProfile {
  readonly file: string
  readonly error: ErrorEnvelope
}

export interface ProfileFolder {
  /** Built-in first, `first-look` on top, then the user's by name. A damaged file hides no other: see {@link damaged}. */
  list(): Promise<ProfileFolderEntry[]>
  damaged(): Promise<DamagedProfile[]>
  /** @throws `profile.not-found`, or what is wrong with the file. */
  get(id: string): Promise<ProfileFolderEntry>
  /** Creates or replaces. @throws `profile.invalid`, `profile.version-unknown`, `profile.read-only`. */
  save(profile: unknown): Promise<Profile>
  duplicate(id: string): Promise<Profile>
  remove(id: string): Promise<void>
  /** A clash of ids gives the import a new one. */
  importText(text: string): Promise<Profile>
  exportText(id: string): Promise<{ fileName: string; text: string }>
}

export async function openProfileFolder(folder: string, builtInFolder: string): Promise<ProfileFolder> {
  await mkdir(folder, { recursive: true })
  const builtIn = await readBuiltIn(builtInFolder)

  const write = async (profile: Profile): Promise<Profile> => {
    if (builtIn.has(profile.id)) throw readOnly(profile.id)
    await writeAtomically(join(folder, `${profile.id}.json`), textOf(profile))
    return profile
  }
  const get = async (id: string): Promise<ProfileFolderEntry> => {
    const own = builtIn.get(id)
    if (own !== undefined) return { profile: own, builtIn: true }
    // The id becomes a file name: only what the schema allows may, so nothing outside the folder is reached.
    if (!slugSchema.safeParse(id).success) throw notFound(id)
    const profile = await readProfile(folder, `${id}.json`)
    if (profile === null) throw notFound(id)
    return { profile, builtIn: false }
  }
  const list = async () => {
    const { profiles } = await readFolder(folder, builtIn)
    return [
      ...[...builtIn.values()].map((profile) => ({ profile, builtIn: true })),
      ...profiles.map((profile) => ({ profile, builtIn: false })),
    ]
  }
  /** Ids of damaged files are taken too: nothing may be written over them. */
  const taken = async () => {
    const names = await jsonFiles(folder)
    return new Set([...builtIn.keys(), ...names.map((name) => name.slice(0, -'.json'.length))])
  }
  return {
    list,
    get,
    damaged: async () => (await readFolder(folder, builtIn)).damaged,
    save: async (input) => await write(parseProfile(input)),
    duplicate: async (id) => {
      const { profile } = await get(id)
      const names = new Set((await list()).map((entry) => entry.profile.name))
      return await write({ ...profile, id: copyId(id, await taken()), name: copyName(profile.name, names) })
    },
    remove: async (id) => {
      if (builtIn.has(id)) throw readOnly(id)
      if (!slugSchema.safeParse(id).success || !(await jsonFiles(folder)).includes(`${id}.json`)) {
        throw notFound(id)
      }
      await rm(join(folder, `${id}.json`))
    },
    importText: async (text) => {
      const profile = parseProfileText(text)
      return await write({ ...profile, id: freeId(profile.id, await taken()) })
    },
    exportText: async (id) => {
      const { profile } = await get(id)
      return { fileName: `${profile.id}.json`, text: textOf(profile) }
    },
  }
}

/** A built-in profile that does not parse is a defect of this installation and stops at once. */
async function readBuiltIn(folder: string): Promise<ReadonlyMap<string, Profile>> {
  const { profiles, damaged } = await readFolder(folder, new Map())
  const first = damaged[0]
  if (first !== undefined) {
    throw new TailraceError('internal', `${first.file}: ${first.error.message}`, { context: { damaged } })
  }
  const order = (profile: Profile) => (profile.id === 'first-look' ? 0 : 1)
  return new Map(
    profiles.toSorted((left, right) => order(left) - order(right)).map((each) => [each.id, each]),
  )
}

async function readFolder(
  folder: string,
  builtIn: ReadonlyMap<string, Profile>,
): Promise<{ profiles: Profile[]; damaged: DamagedProfile[] }> {
  const profiles: Profile[] = []
  const damaged: DamagedProfile[] = []
  for (const name of await jsonFiles(folder)) {
    const file = join(folder, name)
    try {
      const profile = await readProfile(folder, name)
      if (profile === null) continue
      if (builtIn.has(profile.id)) throw readOnly(profile.id)
      profiles.push(profile)
    } catch (error) {
      damaged.push({ file, error: toEnvelope(error) })
    }
  }
  profiles.sort((left, right) => left.name.localeCompare(right.name, 'en'))
  return { profiles, damaged }
}

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => entry.name)
    .sort()
}

/** Null where the file is gone, e.g. deleted by another window in between. */
async function readProfile(folder: string, name: string): Promise<Profile | null> {
  let text: string
  try {
    text = await readFile(join(folder, name), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const profile = parseProfileText(text)
  if (`${profile.id}.json` !== name) {
    const expected = `expected ${name.slice(0, -'.json'.length)}, the name of its file`
    throw new TailraceError('profile.invalid', `profile: id: ${expected}; got "${profile.id}"`, {
      hint: 'Give the file and the id inside it the same name, or import the file instead.',
      context: { what: 'profile', issues: [{ path: 'id', value: profile.id, expected }] },
    })
  }
  return profile
}

function textOf(profile: Profile): string {
  return `${JSON.stringify(profile, null, 2)}\n`
}

function readOnly(id: string): TailraceError {
  return new TailraceError('profile.read-only', `“${id}” is built in and cannot be changed`, {
    context: { id },
  })
}

function notFound(id: string): TailraceError {
  return new TailraceError('profile.not-found', `There is no profile “${id}”`, { context: { id } })
}
