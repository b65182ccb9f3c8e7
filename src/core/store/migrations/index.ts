// The numbered steps from an empty file to the current layout, in order. Knows SQL, not what is stored for what.
import { firstTables } from './001-first-tables.ts'

export interface StoreMigration {
  /** `user_version` after this step; steps are numbered from 1 without gaps */
  readonly version: number
  readonly sql: string
}

export const storeMigrations: readonly StoreMigration[] = [firstTables]
