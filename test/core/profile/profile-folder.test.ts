// Profiles as files in a real folder.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openProfileFolder, type ProfileFolder } from '../../../src/core/profile/profile-folder.ts'
import { makeProfile } from '../../fakes/make-profile.ts'

let root: string
let folder: string
let profiles: ProfileFolder

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tailrace-profiles-'))
  folder = join(root, 'data', 'profiles')
  const builtIn = join(root, 'presets')
  await mkdir(builtIn)
  const preset = makeProfile({ id: 'first-look', name: 'First look' })
  await writeFile(join(builtIn, 'first-look.json'), JSON.stringify(preset))
  await writeFile(join(builtIn, 'burst.json'), JSON.stringify(makeProfile({ id: 'burst', name: 'Burst' })))
  profiles = await openProfileFolder(folder, builtIn)
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

describe('a profile folder', () => {
  it('lists the built-in ones first, the first look on top, then the saved ones by name', async () => {
    await profiles.save(makeProfile({ id: 'z', name: 'Alpha' }))
    await profiles.save(makeProfile({ id: 'a', name: 'Beta' }))
    const listed = await profiles.list()
    expect(listed.map(({ profile, builtIn }) => [profile.id, builtIn])).toEqual([
      ['first-look', true],
      ['burst', true],
      ['z', false],
      ['a', false],
    ])
  })

  it('gives back what was saved, also after it is opened anew', async () => {
    const saved = await profiles.save(makeProfile({ id: 'mine', description: 'ünïcode ✓' }))
    const again = await openProfileFolder(folder, join(root, 'presets'))
    expect(await again.get('mine')).toEqual({ profile: saved, builtIn: false })
  })

  it('replaces a profile of the same id and leaves no temporary file', async () => {
    await profiles.save(makeProfile({ id: 'mine', name: 'One' }))
    await profiles.save(makeProfile({ id: 'mine', name: 'Two' }))
    expect((await profiles.get('mine')).profile.name).toBe('Two')
    expect(await readdir(folder)).toEqual(['mine.json'])
  })

  it('keeps every profile whole when many are saved at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `Name ${index}`)
    await Promise.all(names.map((name) => profiles.save(makeProfile({ id: 'mine', name }))))
    expect(names).toContain((await profiles.get('mine')).profile.name)
    expect(await readdir(folder)).toEqual(['mine.json'])
  })

  it('refuses a wrong profile and writes nothing', async () => {
    await expect(profiles.save({ ...makeProfile(), name: '' })).rejects.toMatchObject({
      code: 'profile.invalid',
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('does not let anybody change or remove a built-in profile', async () => {
    const readOnly = { code: 'profile.read-only' }
    await expect(profiles.save(makeProfile({ id: 'first-look' }))).rejects.toMatchObject(readOnly)
    await expect(profiles.remove('first-look')).rejects.toMatchObject(readOnly)
  })

  it('duplicates under a new id and name, again and again', async () => {
    const copies = [
      await profiles.duplicate('first-look'),
      await profiles.duplicate('first-look'),
      await profiles.duplicate('first-look-copy'),
    ]
    expect(copies.map(({ id, name }) => [id, name])).toEqual([
      ['first-look-copy', 'First look copy'],
      ['first-look-copy-2', 'First look copy 2'],
      ['first-look-copy-3', 'First look copy 3'],
    ])
  })

  it('keeps the longest id and name within their bounds when duplicating', async () => {
    await profiles.save(makeProfile({ id: 'a'.repeat(63), name: 'n'.repeat(80) }))
    await profiles.duplicate('a'.repeat(63))
    const second = await profiles.duplicate('a'.repeat(63))
    expect(second.id).toBe(`${'a'.repeat(56)}-copy-2`)
    expect(second.name).toHaveLength(80)
  })

  it('imports its own export under a new id', async () => {
    const { fileName, text } = await profiles.exportText('first-look')
    expect(fileName).toBe('first-look.json')
    const imported = await profiles.importText(text)
    expect(imported).toEqual({ ...(await profiles.get('first-look')).profile, id: 'first-look-2' })
  })

  it('removes a profile once', async () => {
    await profiles.save(makeProfile({ id: 'mine' }))
    await profiles.remove('mine')
    await expect(profiles.get('mine')).rejects.toMatchObject({ code: 'profile.not-found' })
    await expect(profiles.remove('mine')).rejects.toMatchObject({ code: 'profile.not-found' })
  })

  it.each(['../outside', '..', 'a/b', '/etc/passwd', 'C:\\x', '', 'x\u0000'])(
    'finds nothing outside its folder as %j',
    async (id) => {
      await writeFile(join(root, 'data', 'outside.json'), JSON.stringify(makeProfile()))
      for (const action of [profiles.get, profiles.remove, profiles.duplicate, profiles.exportText]) {
        await expect(action(id)).rejects.toMatchObject({ code: 'profile.not-found' })
      }
      expect(await readdir(join(root, 'data'))).toContain('outside.json')
    },
  )

  it('shows the others beside a damaged file, reports it, and never overwrites it', async () => {
    await profiles.save(makeProfile({ id: 'good' }))
    await writeFile(join(folder, 'example.json'), '{"half": ')
    await writeFile(join(folder, 'renamed.json'), JSON.stringify(makeProfile({ id: 'other' })))
    await writeFile(join(folder, 'burst.json'), JSON.stringify(makeProfile({ id: 'burst' })))
    await writeFile(join(folder, 'notes.txt'), 'not a profile')
    const ids = (await profiles.list()).map(({ profile }) => profile.id)
    expect(ids).toEqual(['first-look', 'burst', 'good'])
    const damaged = await profiles.damaged()
    expect(damaged.map(({ file, error }) => [file, error.code])).toEqual([
      [join(folder, 'burst.json'), 'profile.read-only'],
      [join(folder, 'example.json'), 'profile.not-json'],
      [join(folder, 'renamed.json'), 'profile.invalid'],
    ])
    await expect(profiles.get('example')).rejects.toMatchObject({ code: 'profile.not-json' })
    expect((await profiles.importText(JSON.stringify(makeProfile()))).id).toBe('example-2')
    expect(await readFile(join(folder, 'example.json'), 'utf8')).toBe('{"half": ')
  })
})
