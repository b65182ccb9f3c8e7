// Ids and names for copies that clash with nothing. Pure.

const maximumIdCharacters = 63
const maximumNameCharacters = 80

/** `wanted` where it is free, else `wanted-2`, `wanted-3` …, within the length an id may have. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`
    const id = wanted.slice(0, maximumIdCharacters - suffix.length) + suffix
    if (!taken.has(id)) return id
  }
}

/** "First look" → "First look copy" → "First look copy 2", also when the copy itself is copied. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const base = name.replace(/ copy( \d+)?$/, '')
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' copy' : ` copy ${number}`
    const copy = base.slice(0, maximumNameCharacters - suffix.length) + suffix
    if (!taken.has(copy)) return copy
  }
}

/** first-look → first-look-copy → first-look-copy-2. */
export function copyId(id: string, taken: ReadonlySet<string>): string {
  const base = id.replace(/-copy(-\d+)?$/, '')
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '-copy' : `-copy-${number}`
    const copy = base.slice(0, maximumIdCharacters - suffix.length) + suffix
    if (!taken.has(copy)) return copy
  }
}
