// Is the run valid as a whole, and if not, why? Counts blocks; a server's own failure is a result, not a fault (METHOD §3).
import type { ContenderResult, Result, TrialResult } from '../../model/result.ts'
import type { StoredRun } from '../../model/stored-run.ts'

export function judgeRun(
  run: StoredRun,
  contenders: readonly ContenderResult[],
): Pick<Result, 'valid' | 'invalidReasons'> {
  const fatal: string[] = []
  if (run.status !== 'completed') fatal.push(statusReasons[run.status])
  const present = contenders.filter((contender) => contender.trials.length > 0)
  if (present.length === 0) fatal.push('No contender could be measured.')
  const planned = run.plan.profile.trials.blocks
  const spoiled = spoiledBlocks(present)
  const needed = planned < 5 ? Math.ceil(planned / 2) : 3
  if (run.status === 'completed' && planned - spoiled.size < needed) {
    fatal.push(`Only ${planned - spoiled.size} of ${planned} blocks are valid, and ${needed} are needed.`)
  }
  const reasons = [
    ...fatal,
    ...present.flatMap((contender) =>
      contender.trials.flatMap((trial) => trialReasons(contender.label, trial)),
    ),
    ...contenders.flatMap(({ label, error }) =>
      error === null ? [] : [`${label} has no result: ${error.message}`],
    ),
  ]
  return { valid: fatal.length === 0, invalidReasons: reasons }
}

const statusReasons = {
  running: 'The run is still going on.',
  cancelled: 'The run was cancelled; what was measured is kept.',
  interrupted: 'The engine died during the run; what was measured is kept.',
  failed: 'The run failed before its end.',
} as const

function spoiledBlocks(contenders: readonly ContenderResult[]): Set<number> {
  const trials = contenders.flatMap((contender) => contender.trials)
  return new Set(trials.filter(isSpoiled).map((trial) => trial.block))
}

/** Measured, but the ruler, the host or a changed server spoiled it. */
function isSpoiled(trial: TrialResult): boolean {
  if (trial.status === 'completed') return !trial.valid
  return trial.error?.code === 'server.probe-failed' || trial.error?.code === 'load.generator-failed'
}

function trialReasons(label: string, trial: TrialResult): string[] {
  const where = `Trial ${trial.index + 1} (${label})`
  const gates = trial.status === 'completed' ? trial.gates.filter((gate) => !gate.ok) : []
  const failed = trial.error === null ? [] : [`${where}: ${trial.error.message}`]
  return [...gates.map((gate) => `${where}: ${gate.message}`), ...failed]
}
