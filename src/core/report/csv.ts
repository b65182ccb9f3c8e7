// The four CSV exports. Units are in the headers; every row names run, version, host and validity. Pure.
import type { Window } from '../../model/generator.ts'
import { percentileNames } from '../../model/profile.ts'
import type { ContenderResult, Percentiles, Result, TrialResult } from '../../model/result.ts'
import type { StoredRun } from '../../model/stored-run.ts'
import { type Column, renderCsv } from './csv-table.ts'
import { type WindowTimes, windowTimesReader } from './window-times.ts'

const percentileLabels = { p50: '50', p90: '90', p99: '99', p999: '99.9', max: '100' } as const
const shownPercentiles = [...percentileNames, 'max'] as const

/** One row per contender and percentile, pooled over trials. A time that is +∞ or has too few samples is empty. */
export function summaryCsv(run: StoredRun, result: Result): string {
  type Row = { contender: ContenderResult; name: (typeof shownPercentiles)[number] }
  const at = (times: Percentiles, name: Row['name']) => times[name]
  const columns: Column<Row>[] = [
    ...runColumns<Row>(run, result),
    ...contenderColumns<Row>((row) => row.contender),
    { header: 'percentile', cell: (row) => percentileLabels[row.name] },
    { header: 'support', cell: (row) => (row.name === 'max' ? null : row.contender.support[row.name]) },
    { header: 'response_us', cell: (row) => at(row.contender.responseUs, row.name) },
    { header: 'ok_response_us', cell: (row) => at(row.contender.okResponseUs, row.name) },
    { header: 'service_us', cell: (row) => at(row.contender.serviceUs, row.name) },
    { header: 'lateness_us', cell: (row) => at(row.contender.latenessUs, row.name) },
    ...countColumns<Row>((row) => row.contender),
    { header: 'worker_share_ratio', cell: (row) => row.contender.workerShare },
    { header: 'overloaded', cell: (row) => row.contender.overloaded },
    { header: 'valid_trials', cell: (row) => row.contender.trials.filter((trial) => trial.valid).length },
    { header: 'trials', cell: (row) => row.contender.trials.length },
    { header: 'error', cell: (row) => row.contender.error?.message ?? null },
  ]
  return renderCsv(
    columns,
    result.contenders.flatMap((contender) => shownPercentiles.map((name) => ({ contender, name }))),
  )
}

/** One row per trial. */
export function trialsCsv(run: StoredRun, result: Result): string {
  type Row = { contender: ContenderResult; trial: TrialResult }
  const times = (header: string, of: (trial: TrialResult) => Percentiles): Column<Row>[] =>
    shownPercentiles.map((name) => ({ header: `${header}_${name}_us`, cell: (row) => of(row.trial)[name] }))
  const columns: Column<Row>[] = [
    ...runColumns<Row>(run, result),
    ...contenderColumns<Row>((row) => row.contender),
    { header: 'trial', cell: (row) => row.trial.index },
    { header: 'block', cell: (row) => row.trial.block },
    { header: 'status', cell: (row) => row.trial.status },
    { header: 'valid', cell: (row) => row.trial.valid },
    { header: 'failed_gates', cell: (row) => failedGates(row.trial) },
    { header: 'overloaded', cell: (row) => row.trial.overloaded },
    { header: 'started_at', cell: (row) => row.trial.startedAt },
    { header: 'warm_up_s', cell: (row) => row.trial.warmUpSeconds },
    { header: 'measured_s', cell: (row) => row.trial.measuredSeconds },
    ...countColumns<Row>((row) => row.trial),
    ...times('response', (trial) => trial.responseUs),
    ...times('ok_response', (trial) => trial.okResponseUs),
    ...times('service', (trial) => trial.serviceUs),
    ...times('lateness', (trial) => trial.latenessUs),
    { header: 'worker_share_ratio', cell: (row) => row.trial.workerShare },
    { header: 'server_workers', cell: (row) => row.trial.server?.workers ?? null },
    { header: 'server_cpu_us_per_request', cell: (row) => row.trial.server?.cpuUsPerRequest ?? null },
    { header: 'server_rss_max_bytes', cell: (row) => row.trial.server?.rssBytesMax ?? null },
    { header: 'server_lag_p99_us', cell: (row) => row.trial.server?.lagUs?.p99 ?? null },
    { header: 'server_lag_max_us', cell: (row) => row.trial.server?.lagUs?.max ?? null },
    { header: 'server_gc_pause_us', cell: (row) => row.trial.server?.gcPauseUs ?? null },
    { header: 'gil_enabled', cell: (row) => row.trial.server?.gilEnabled ?? null },
    { header: 'error', cell: (row) => row.trial.error?.message ?? null },
  ]
  return renderCsv(columns, eachTrial(result))
}

interface WindowRow {
  readonly contender: ContenderResult
  readonly trial: TrialResult
  readonly window: Window
  readonly times: WindowTimes
}

/** One row per 250 ms window, warm-up included; a percentile with fewer than ten samples beyond it is empty. */
export function timeseriesCsv(run: StoredRun, result: Result): string {
  const columns: Column<WindowRow>[] = [
    ...runColumns<WindowRow>(run, result),
    ...contenderColumns<WindowRow>((row) => row.contender),
    { header: 'trial', cell: (row) => row.trial.index },
    { header: 'block', cell: (row) => row.trial.block },
    { header: 'valid', cell: (row) => row.trial.valid },
    { header: 'phase', cell: (row) => row.window.phase },
    { header: 'window', cell: (row) => row.window.index },
    { header: 'start_ms', cell: (row) => row.window.startMs },
    { header: 'duration_ms', cell: (row) => row.window.durationMs },
    { header: 'scheduled', cell: (row) => row.window.counts.scheduled },
    { header: 'sent', cell: (row) => row.window.counts.sent },
    { header: 'ok', cell: (row) => row.window.counts.ok },
    { header: 'failed', cell: (row) => row.window.counts.failed },
    { header: 'abandoned', cell: (row) => row.window.counts.abandoned },
    { header: 'completed', cell: (row) => row.window.completed },
    { header: 'in_flight', cell: (row) => row.window.inFlight },
    { header: 'received_bytes', cell: (row) => row.window.counts.bytesReceived },
    { header: 'response_p50_us', cell: (row) => row.times.p50 },
    { header: 'response_p90_us', cell: (row) => row.times.p90 },
    { header: 'response_p99_us', cell: (row) => row.times.p99 },
    { header: 'ok_response_max_us', cell: (row) => row.times.max },
    { header: 'lateness_max_us', cell: (row) => row.times.latenessMax },
  ]
  const stored = new Map(run.trials.map((trial) => [trial.index, trial]))
  const timesOf = windowTimesReader()
  const rows = eachTrial(result).flatMap(({ contender, trial }) =>
    (stored.get(trial.index)?.windows ?? []).map((window) => {
      return { contender, trial, window, times: timesOf(window) }
    }),
  )
  return renderCsv(columns, rows)
}

/** One row per trial and kind of error, abandoned requests among them; a contender without a result has its reason. */
export function errorsCsv(run: StoredRun, result: Result): string {
  type Row = {
    contender: ContenderResult
    trial: TrialResult | null
    code: string
    count: number | null
    message: string | null
  }
  const rows = result.contenders.flatMap((contender): Row[] => {
    const missing = run.missing.find((each) => each.contenderId === contender.id)
    const own: Row[] =
      missing === undefined
        ? []
        : [
            {
              contender,
              trial: null,
              code: missing.error.code,
              count: null,
              message: missing.error.message,
            },
          ]
    return [...own, ...contender.trials.flatMap((trial) => trialErrors(contender, trial))]
  })
  const columns: Column<Row>[] = [
    ...runColumns<Row>(run, result),
    ...contenderColumns<Row>((row) => row.contender),
    { header: 'trial', cell: (row) => row.trial?.index ?? null },
    { header: 'block', cell: (row) => row.trial?.block ?? null },
    { header: 'valid', cell: (row) => row.trial?.valid ?? null },
    { header: 'error', cell: (row) => row.code },
    { header: 'requests', cell: (row) => row.count },
    { header: 'scheduled', cell: (row) => row.trial?.requests ?? null },
    { header: 'message', cell: (row) => row.message },
  ]
  return renderCsv(columns, rows)
}

function trialErrors(contender: ContenderResult, trial: TrialResult) {
  const of = (code: string, count: number | null, message: string | null = null) => ({
    contender,
    trial,
    code,
    count,
    message,
  })
  return [
    ...(trial.error === null ? [] : [of(trial.error.code, null, trial.error.message)]),
    ...Object.entries(trial.errors).map(([code, count]) => of(code, count)),
    ...(trial.abandoned > 0 ? [of('abandoned', trial.abandoned)] : []),
  ]
}

function runColumns<Row>(run: StoredRun, result: Result): Column<Row>[] {
  const { host } = result
  return [
    { header: 'run_id', cell: () => result.runId },
    { header: 'run_started_at', cell: () => result.startedAt },
    { header: 'run_status', cell: () => result.status },
    { header: 'run_valid', cell: () => result.valid },
    { header: 'tailrace_version', cell: () => host.tailraceVersion },
    {
      header: 'host',
      cell: () => `${host.cpuModel}, ${host.cpus.length} CPUs, ${host.platform} ${host.kernel}`,
    },
    { header: 'isolation', cell: () => run.plan.isolation },
    { header: 'profile', cell: () => result.profileName },
    { header: 'load_kind', cell: () => result.loadKind },
  ]
}

function contenderColumns<Row>(of: (row: Row) => ContenderResult): Column<Row>[] {
  return [
    { header: 'contender_id', cell: (row) => of(row).id },
    { header: 'contender', cell: (row) => of(row).label },
    { header: 'runtime', cell: (row) => of(row).runtime },
    { header: 'backend', cell: (row) => of(row).identity?.backend ?? null },
    { header: 'image_digest', cell: (row) => of(row).identity?.imageDigest ?? null },
  ]
}

type Counted = Pick<
  TrialResult,
  'requests' | 'ok' | 'failed' | 'abandoned' | 'intendedRate' | 'achievedRate' | 'generatorCpuUsPerRequest'
>

function countColumns<Row>(of: (row: Row) => Counted): Column<Row>[] {
  return [
    { header: 'requests', cell: (row) => of(row).requests },
    { header: 'ok', cell: (row) => of(row).ok },
    { header: 'failed', cell: (row) => of(row).failed },
    { header: 'abandoned', cell: (row) => of(row).abandoned },
    { header: 'intended_rate_per_s', cell: (row) => of(row).intendedRate },
    { header: 'achieved_rate_per_s', cell: (row) => of(row).achievedRate },
    { header: 'generator_cpu_us_per_request', cell: (row) => of(row).generatorCpuUsPerRequest },
  ]
}

function eachTrial(result: Result): { contender: ContenderResult; trial: TrialResult }[] {
  return result.contenders
    .flatMap((contender) => contender.trials.map((trial) => ({ contender, trial })))
    .toSorted((left, right) => left.trial.index - right.trial.index)
}

function failedGates(trial: TrialResult): string {
  return trial.gates
    .filter((gate) => !gate.ok)
    .map((gate) => gate.id)
    .join(' ')
}
