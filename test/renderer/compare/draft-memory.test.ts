// The profile being edited survives a reload; nonsense in the storage does not stop the screen.
import { expect, test } from 'vitest'
import { recallDraft, rememberDraft } from '../../../src/renderer/features/compare/draft-memory.ts'
import { makeProfile } from '../../fakes/make-profile.ts'

function makeStorage(text: string | null = null) {
  const held = { text }
  return {
    getItem: () => held.text,
    setItem(_key: string, value: string) {
      held.text = value
    },
  }
}

test('what was edited comes back as it was', () => {
  const storage = makeStorage()
  const remembered = { sourceId: 'first-look', draft: makeProfile({ seed: 99 }) }
  rememberDraft(storage, remembered)
  expect(recallDraft(storage)).toEqual(remembered)
})

test.each([null, '', 'no json', '{"sourceId":null,"draft":{"version":0}}'])('%j is no draft', (text) => {
  expect(recallDraft(makeStorage(text))).toBeNull()
})
