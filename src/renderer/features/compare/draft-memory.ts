// Keeps the profile being edited over a reload of the page, for this tab or window only. Knows no engine.
import { z } from 'zod'
import { type Profile, profileSchema } from '../../../model/profile.ts'

const storageKey = 'tailrace-draft'
const rememberedSchema = z.object({ sourceId: z.string().nullable(), draft: profileSchema })

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

export interface Remembered {
  /** the stored profile the draft started from */
  sourceId: string | null
  draft: Profile
}

export function rememberDraft(storage: Storage, remembered: Remembered): void {
  storage.setItem(storageKey, JSON.stringify(remembered))
}

/** Null where there is none, or one this version does not understand. */
export function recallDraft(storage: Storage): Remembered | null {
  const text = storage.getItem(storageKey)
  if (text === null) return null
  try {
    const parsed = rememberedSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
