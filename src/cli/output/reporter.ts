// Shows a run on stderr: redrawn in place on a terminal, line by line elsewhere. Owns the timer that redraws.
import type { RunEvent } from '../../model/live.ts'
import type { Plan } from '../../model/plan.ts'
import type { Terminal } from '../program.ts'
import { formatDuration } from './format.ts'
import { createPaint, wantsColours } from './paint.ts'
import { createProgress } from './progress.ts'
import { createStatusBlock } from './status-block.ts'

/** METHOD: nothing is drawn more often than four times a second while a trial is measured. */
const redrawMs = 250

export interface Reporter {
  event(event: RunEvent): void
  /** a sentence that stays */
  say(text: string): void
  close(): void
}

export function createReporter(plan: Plan, terminal: Terminal): Reporter {
  const stream = terminal.live
  const paint = createPaint(stream !== undefined && wantsColours(stream, process.env))
  const progress = createProgress(plan, paint, stream === undefined)
  const block = stream === undefined ? null : createStatusBlock(stream)
  const say = (text: string): void => {
    if (block === null) terminal.err(`${text}\n`)
    else block.line(text)
  }
  const draw = (): void => block?.draw(progress.status((stream?.columns ?? 80) - 1))
  const timer = block === null ? undefined : setInterval(draw, redrawMs)
  const { trials, profile, estimate } = plan
  say(
    `${paint.bold(profile.name)}: ${counted(trials.length, 'trial')} of ` +
      `${counted(profile.contenders.length, 'contender')}, about ${formatDuration(estimate.seconds)}`,
  )
  for (const warning of plan.warnings) say(paint.warn(warning))
  return {
    say,
    event(event) {
      for (const line of progress.lines(event)) say(line)
    },
    close() {
      clearInterval(timer)
      block?.close()
    },
  }
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
