// Any input to a valid profile of the current version, or one coded error. Knows shapes, never files.
import { TailraceError } from '../../model/errors.ts'
import { parseOrThrow } from '../../model/parse.ts'
import { currentProfileVersion, type Profile, profileSchema } from '../../model/profile.ts'
import { findJsonMistake } from './json-position.ts'
import { canMigrate, migrate } from './migrations/index.ts'

/** Far beyond any profile; keeps a wrong file from being scanned and echoed. */
const maximumCharacters = 1_000_000

/**
 * Parses a profile of any version Tailrace knows.
 * @throws `profile.version-unknown` where no migration leads here; `profile.invalid` with every issue's path, value and
 * expectation in `context.issues`.
 */
export function parseProfile(input: unknown): Profile {
  return parseOrThrow(profileSchema, lift(input), 'profile.invalid', 'profile')
}

/** As {@link parseProfile}, from the text of a file. @throws `profile.not-json` with `context.line` and `context.column`. */
export function parseProfileText(text: string): Profile {
  if (text.length > maximumCharacters) {
    throw new TailraceError(
      'profile.invalid',
      `profile: expected at most ${maximumCharacters} characters; got ${text.length}`,
      {
        context: {
          issues: [
            { path: '', value: text.length, expected: `expected at most ${maximumCharacters} characters` },
          ],
        },
      },
    )
  }
  return parseProfile(parseJson(text))
}

function parseJson(text: string): unknown {
  // Editors on Windows put a byte-order mark in front; it is not part of the document (RFC 8259 §8.1).
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  try {
    return JSON.parse(body)
  } catch (cause) {
    const { line, column, found } = findJsonMistake(body)
    throw new TailraceError(
      'profile.not-json',
      `Not JSON: unexpected ${found} at line ${line}, column ${column}`,
      {
        context: { line, column, found },
        cause,
      },
    )
  }
}

function lift(input: unknown): unknown {
  if (!isRecord(input)) return input
  const version = input.version
  // A missing or misspelt version is an ordinary mistake; the schema says what it expects.
  if (typeof version !== 'number') return input
  if (!canMigrate(version)) {
    throw new TailraceError(
      'profile.version-unknown',
      `This profile is of version ${version}; this Tailrace reads versions up to ${currentProfileVersion}`,
      { context: { version, current: currentProfileVersion } },
    )
  }
  return migrate(input)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
