// The ordered steps that lift a profile of any earlier version to the current one. Knows shapes, never files.
import { currentProfileVersion } from '../../../model/profile.ts'
import { fromDraft } from './001-from-draft.ts'

/** One step; `migrate` gets a copy it may change and must pass on what it does not understand, for the schema to judge. */
export interface Migration {
  readonly from: number
  readonly to: number
  migrate(document: Record<string, unknown>): Record<string, unknown>
}

/** In order, without gaps: each `to` is the next `from`, the last is the current version. */
export const migrations: readonly Migration[] = [fromDraft]

/** True where the steps lead from `version` to the current one. */
export function canMigrate(version: number): boolean {
  return version === currentProfileVersion || migrations.some((step) => step.from === version)
}

/** Applies every step from the document's version on; the caller has checked {@link canMigrate}. */
export function migrate(document: Record<string, unknown>): Record<string, unknown> {
  let current = structuredClone(document)
  for (const step of migrations) {
    if (current.version === step.from) current = { ...step.migrate(current), version: step.to }
  }
  return current
}
