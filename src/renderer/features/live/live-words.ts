// What the run is doing, in words. Pure.
import type { RunProgress, Stage } from '../../../model/live.ts'
import type { Plan } from '../../../model/plan.ts'
import { formatSeconds } from '../../ui/format.ts'

const stageWords: Record<Stage, string> = {
  provisioning: 'making the runtimes ready',
  starting: 'starting the server',
  'warm-up': 'warming up',
  measure: 'measuring',
  'cool-down': 'cooling down',
  finishing: 'working out the result',
}

export interface LiveHeading {
  /** the contender, or what happens instead */
  readonly title: string
  readonly colour: number | null
  /** `trial 2 of 9 · measuring 5 s of 8 s` */
  readonly detail: string
}

/** `atSeconds`: of the newest point of the trial under way (negative while warming up), null before the first. */
export function liveHeading(plan: Plan, progress: RunProgress | null, atSeconds: number | null): LiveHeading {
  if (progress === null) return { title: 'Getting ready', colour: null, detail: 'asking the engine' }
  const contender = plan.profile.contenders.find((one) => one.id === progress.contenderId)
  if (contender === undefined || progress.trialIndex === null) {
    const title = progress.stage === 'finishing' ? 'Almost done' : 'Getting ready'
    return { title, colour: null, detail: stageWords[progress.stage] }
  }
  const trial = `trial ${progress.trialIndex + 1} of ${progress.trialsTotal}`
  return {
    title: contender.label,
    colour: contender.colour,
    detail: `${trial} · ${stageDetail(plan, progress.stage, atSeconds)}`,
  }
}

function stageDetail(plan: Plan, stage: Stage, atSeconds: number | null): string {
  const { measureSeconds, warmUpSeconds, warmUpUntilSteady } = plan.profile.trials
  const burst = plan.profile.load.kind === 'burst'
  if (atSeconds === null) return stageWords[stage]
  if (stage === 'measure' && !burst) {
    const at = Math.min(measureSeconds, Math.max(0, atSeconds))
    return `measuring ${Math.floor(at)} s of ${formatSeconds(measureSeconds)}`
  }
  if (stage === 'warm-up' && !warmUpUntilSteady && !burst) {
    const left = Math.max(0, Math.min(warmUpSeconds, -atSeconds))
    return `warming up, ${Math.ceil(left)} s to go`
  }
  return stageWords[stage]
}

/** 0 to 1 of the whole run; never quite 1 before it is over. */
export function runFraction(progress: RunProgress | null): number {
  if (progress === null || progress.estimatedSeconds <= 0) return 0
  const byTime = progress.elapsedSeconds / progress.estimatedSeconds
  const byTrials = progress.trialsTotal === 0 ? 0 : progress.trialsDone / progress.trialsTotal
  return Math.min(
    0.99,
    Math.max(byTrials, Math.min(byTime, byTrials + 1 / Math.max(1, progress.trialsTotal))),
  )
}

export function timeLeft(progress: RunProgress | null): string | null {
  // How long provisioning takes is not in the estimate.
  if (progress === null || progress.stage === 'provisioning') return null
  const left = progress.estimatedSeconds - progress.elapsedSeconds
  return left > 1 ? `about ${formatSeconds(left < 60 ? left : Math.round(left / 10) * 10)} left` : null
}
