// Counts what a whole test run came to and names every skipped test with its reason. Knows vitest's reporter interface
// and nothing about Tailrace.
import type { Reporter, TestCase, TestModule } from 'vitest/node'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

type Collected = Pick<TestModule, 'children' | 'errors' | 'relativeModuleId'>

/** A vitest reporter; read `tally` and `skips` after the run. */
export class TallyReporter implements Reporter {
  readonly tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  /** one line per skipped test: file, full name, reason where the test gave one */
  readonly skips: string[] = []

  onTestRunEnd(modules: readonly Collected[], unhandledErrors: readonly unknown[]): void {
    // An error outside every test (an import, a hook, a stray rejection) fails the run as a failed test does.
    this.tally.failed += unhandledErrors.length
    for (const module of modules) {
      this.tally.failed += module.errors().length
      for (const suite of module.children.allSuites()) this.tally.failed += suite.errors().length
      for (const test of module.children.allTests()) this.count(module.relativeModuleId, test)
    }
  }

  private count(file: string, test: Pick<TestCase, 'fullName' | 'result'>): void {
    const result = test.result()
    if (result.state === 'passed') this.tally.passed += 1
    else if (result.state === 'failed') this.tally.failed += 1
    else {
      // Pending at the end means that it never ran: nothing was proved, as with a skip.
      this.tally.skipped += 1
      const note = result.state === 'skipped' && result.note !== undefined ? ` [${result.note}]` : ''
      this.skips.push(`${file} > ${test.fullName}${note}`)
    }
  }
}

/** The tally as it stands in judgement: on a CI machine nothing may be missing, so a skip is a failure. */
export function judge(tally: Tally, ci: boolean): Tally {
  return ci ? { passed: tally.passed, failed: tally.failed + tally.skipped, skipped: 0 } : tally
}

/** `3 passed, 0 failed`, and `, 1 skipped` where there are any. */
export function formatTally(tally: Tally): string {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`
}
