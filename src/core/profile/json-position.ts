// Where a text stops being JSON. `JSON.parse` names a place for some mistakes only, and a person needs it for all.
// Knows RFC 8259's grammar, builds no values.

export interface TextPosition {
  /** both from 1 */
  readonly line: number
  readonly column: number
  /** what stands there, or `end of file` */
  readonly found: string
}

const space = /[ \t\n\r]*/y
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
/** a string up to the character that spoils it */
const stringStart = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** The first place at which no JSON text could go on; for a text that `JSON.parse` refuses. */
export function findJsonMistake(text: string): TextPosition {
  const scanner = new Scanner(text)
  if (scanner.value(0)) scanner.take(space)
  return positionAt(text, scanner.at)
}

class Scanner {
  at = 0
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.text)) return false
    this.at = pattern.lastIndex
    return true
  }

  literal(character: string): boolean {
    this.take(space)
    if (this.text[this.at] !== character) return false
    this.at += 1
    return true
  }

  /** Moves past one value; false leaves `at` on the mistake. The depth bound keeps the stack safe. */
  value(depth: number): boolean {
    this.take(space)
    if (depth > 200) return false
    if (this.literal('{')) return this.members('}', () => this.member(depth + 1))
    if (this.literal('[')) return this.members(']', () => this.value(depth + 1))
    return this.string() || this.take(scalar)
  }

  private string(): boolean {
    if (this.take(string)) return true
    this.take(stringStart)
    return false
  }

  private member(depth: number): boolean {
    this.take(space)
    return this.string() && this.literal(':') && this.value(depth)
  }

  private members(close: string, next: () => boolean): boolean {
    if (this.literal(close)) return true
    do {
      if (!next()) return false
    } while (this.literal(','))
    return this.literal(close)
  }
}

function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const found = offset >= text.length ? 'end of file' : JSON.stringify([...text.slice(offset, offset + 2)][0])
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1, found }
}
