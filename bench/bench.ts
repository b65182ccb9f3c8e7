// What every benchmark is: a name and a run that gives one line. Knows none of them.

/** Prints one line with a ratio; throws {@link Skipped} where this machine lacks what it compares with. */
export interface Bench {
  readonly name: string
  run(): Promise<string>
}

/** A benchmark that cannot run here, and why. */
export class Skipped extends Error {}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
