// What a run tells while it goes on: finished things as lines that stay, what happens now as a status. Pure state; who
// shows it decides how (status-block.ts on a terminal, lines only elsewhere).
import type { LivePoint, ProvisionStep, RunEvent, RunProgress } from '../../model/live.ts'
import type { Plan } from '../../model/plan.ts'
import type { TrialResult } from '../../model/result.ts'
import { formatDuration, formatRate, formatUs } from './format.ts'
import type { Paint } from './paint.ts'

export interface ProgressView {
  /** lines that stay, for this event */
  lines(event: RunEvent): string[]
  /** what happens now, a few lines, `width` columns at most */
  status(width: number): string[]
}

/** `verbose` adds lines for what a status would show: for logs and pipes. */
export function createProgress(plan: Plan, paint: Paint, verbose: boolean): ProgressView {
  const labels = new Map(plan.profile.contenders.map(({ id, label }) => [id, label]))
  const label = (id: string | null): string => (id === null ? '' : (labels.get(id) ?? id))
  const steps = new Map<string, ProvisionStep>()
  const told = new Map<string, string>()
  let progress: RunProgress | null = null
  let point: LivePoint | null = null

  const progressLines = (next: RunProgress): string[] => {
    const changed = progress?.stage !== next.stage || progress.trialIndex !== next.trialIndex
    progress = next
    if (changed) point = null
    if (next.stage !== 'provisioning') steps.clear()
    const trial = next.trialIndex === null ? '' : trialName(next.trialIndex, next.trialsTotal)
    const wanted = verbose && changed && (next.stage === 'starting' || next.stage === 'measure')
    return wanted ? [paint.dim(`${trial}  ${label(next.contenderId)}: ${stageNames[next.stage]}`)] : []
  }
  const provisionLines = (step: ProvisionStep): string[] => {
    steps.set(step.runtime, step)
    if (!verbose || told.get(step.runtime) === step.step) return []
    told.set(step.runtime, step.step)
    return [paint.dim(`provision  ${provisionText(step)}`)]
  }
  return {
    lines(event) {
      if (event.type === 'progress') return progressLines(event.progress)
      if (event.type === 'provision') return provisionLines(event.step)
      if (event.type === 'point') point = event.point
      if (event.type === 'missing') {
        const { message, code, hint } = event.error
        return [
          `${paint.bad('missing')}  ${label(event.contenderId)}: ${message} [${code}]`,
          `  fix: ${hint}`,
        ]
      }
      if (event.type === 'trial') {
        return [trialLine(event.trial, label(event.trial.contenderId), plan.trials.length, paint)]
      }
      return []
    },
    status(width) {
      if (progress === null) return []
      const now = [...steps.values()].map((step) => `  ${provisionText(step)}`)
      if (progress.contenderId !== null) {
        const trial = trialName(progress.trialIndex ?? 0, progress.trialsTotal)
        now.push(`  ${trial}  ${label(progress.contenderId)}: ${stageNames[progress.stage]}`)
        now.push(point === null ? '' : `  ${pointText(point)}`)
      } else if (now.length === 0) now.push(`  ${stageNames[progress.stage]}`)
      return [...now, overall(progress, Math.min(40, width - 40), paint)].map((line) => clip(line, width))
    },
  }
}

const stageNames: Record<RunProgress['stage'], string> = {
  provisioning: 'making what is missing',
  starting: 'starting',
  'warm-up': 'warming up',
  measure: 'measuring',
  'cool-down': 'cooling down',
  finishing: 'writing the results',
}

function trialName(index: number, total: number): string {
  return `trial ${String(index + 1).padStart(String(total).length)}/${total}`
}

function trialLine(trial: TrialResult, label: string, total: number, paint: Paint): string {
  const name = `${paint.dim(trialName(trial.index, total))}  ${label}`
  if (trial.status !== 'completed') {
    return `${name}: ${paint.bad(trial.status)}${trial.error === null ? '' : `, ${trial.error.message}`}`
  }
  const { p50, p99 } = trial.responseUs
  const times = `p50 ${p50 === null ? '–' : formatUs(p50)}  p99 ${p99 === null ? '–' : formatUs(p99)}`
  const errors = trial.failed + trial.abandoned
  // the first sentence of the first gate; the result lists all of them in full
  const [reason = ''] = trial.gates.find((gate) => !gate.ok)?.message.split(/(?<=\.)\s/, 1) ?? []
  const verdict = trial.valid ? '' : paint.warn(`  not valid: ${reason}`)
  const failures = errors === 0 ? '' : paint.bad(`  ${errors} errors`)
  return `${name}: ${times}  ${formatRate(trial.achievedRate)}${failures}${verdict}`
}

function pointText(point: LivePoint): string {
  const time = (us: number | null): string => (us === null ? '–' : formatUs(us))
  const second = `${point.phase === 'measure' ? '' : 'warm-up '}${Math.abs(point.atSeconds).toFixed(0)} s`
  const errors = point.errors === 0 ? '' : `  ${point.errors} errors`
  return `p50 ${time(point.p50Us)}  p99 ${time(point.p99Us)}  ${formatRate(point.achievedRate)}${errors}  (${second})`
}

function provisionText(step: ProvisionStep): string {
  const share = step.fraction === null || step.fraction === 1 ? '' : ` ${Math.round(step.fraction * 100)} %`
  const detail = step.detail === '' ? '' : ` · ${step.detail}`
  return `${step.runtime}: ${step.step}${share}${detail} (${formatDuration(step.elapsedSeconds)})`
}

function overall(progress: RunProgress, width: number, paint: Paint): string {
  const share = progress.trialsTotal === 0 ? 0 : progress.trialsDone / progress.trialsTotal
  const filled = Math.round(share * Math.max(0, width))
  const bar = '━'.repeat(filled) + paint.dim('━'.repeat(Math.max(0, width - filled)))
  const left = Math.max(0, progress.estimatedSeconds - progress.elapsedSeconds)
  return `  ${bar} ${progress.trialsDone}/${progress.trialsTotal}  about ${formatDuration(left)} left`
}

/** Cuts by characters that show; a line with colours is left whole (only the bar has them, and it fits). */
function clip(line: string, width: number): string {
  const characters = [...line]
  return line.includes('\u001b') || characters.length <= width
    ? line
    : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`
}
