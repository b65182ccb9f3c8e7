// A finished run as text for people: table, verdicts, objectives, warnings. Pure; numbers come from the result as is.
import type { ContenderResult, Result } from '../../model/result.ts'
import { formatCount, formatRate, formatTable, formatUs } from './format.ts'
import type { Paint } from './paint.ts'

const shown = ['p50', 'p90', 'p99', 'p999'] as const

/** Lines without line ends. */
export function resultLines(result: Result, paint: Paint): string[] {
  const latency = result.loadKind === 'closed' ? 'service time' : 'response time'
  return [
    '',
    `${paint.bold(result.profileName)}  ${paint.dim(`${latency}, all requests, pooled over trials`)}`,
    ...formatTable([header(paint), ...result.contenders.map((contender) => row(contender, result, paint))]),
    ...legend(result, paint),
    ...section('Errors', errorLines(result), paint),
    ...section('Verdict', verdictLines(result), paint),
    ...section('Objectives', objectiveLines(result, paint), paint),
    ...section('Not measured', missingLines(result), paint),
    ...section('Not valid', result.invalidReasons, paint),
    ...section('Mind', result.warnings, paint),
  ]
}

function header(paint: Paint): string[] {
  const names = ['contender', 'p50', 'p90', 'p99', 'p99.9', 'max', 'rate', 'errors', 'valid trials']
  return names.map((name) => paint.dim(name))
}

function row(contender: ContenderResult, result: Result, paint: Paint): string[] {
  if (contender.error !== null) return [contender.label, paint.bad('not measured')]
  const times = result.loadKind === 'closed' ? contender.serviceUs : contender.responseUs
  const cells = shown.map((name) => {
    const us = times[name]
    const support = contender.support[name]
    if (support === 'failed') return paint.bad('∞')
    if (us === null || support === 'few') return paint.dim('–')
    return support === 'grey' ? paint.dim(`(${formatUs(us)})`) : formatUs(us)
  })
  const errors = contender.failed + contender.abandoned
  const valid = contender.trials.filter((trial) => trial.valid).length
  const all = contender.trials.length
  return [
    contender.overloaded ? `${contender.label} ${paint.bad('overloaded')}` : contender.label,
    ...cells,
    times.max === null ? paint.dim('–') : formatUs(times.max),
    formatRate(contender.achievedRate),
    errors === 0 ? '0' : paint.bad(formatCount(errors)),
    valid === all ? `${valid}/${all}` : paint.warn(`${valid}/${all}`),
  ]
}

function legend(result: Result, paint: Paint): string[] {
  const supports = result.contenders.flatMap((contender) => shown.map((name) => contender.support[name]))
  const parts = [
    supports.includes('grey') ? '( ) few samples' : '',
    supports.includes('few') ? '– too few samples' : '',
    supports.includes('failed') ? '∞ failures reach this percentile' : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? [] : [paint.dim(parts.join(' · '))]
}

function errorLines(result: Result): string[] {
  return result.contenders.flatMap(({ label, errors, abandoned }) => {
    const kinds = Object.entries(errors).map(([kind, count]) => `${kind} ${formatCount(count)}`)
    const all = abandoned === 0 ? kinds : [...kinds, `unanswered at the end ${formatCount(abandoned)}`]
    return all.length === 0 ? [] : [`${label}: ${all.join(', ')}`]
  })
}

function verdictLines(result: Result): string[] {
  return result.verdicts.filter((verdict) => !verdict.exploratory).map((verdict) => verdict.sentence)
}

function objectiveLines(result: Result, paint: Paint): string[] {
  return result.objectives.map(({ contenderId, metric, atMost, value, ok }) => {
    const label = result.contenders.find((contender) => contender.id === contenderId)?.label ?? contenderId
    const amount = (number: number): string =>
      metric === 'errorShare' ? `${(number * 100).toFixed(2)} %` : formatUs(number * 1_000)
    const found = value === null ? 'no value to show' : amount(value)
    const name = metric === 'p999' ? 'p99.9' : metric === 'errorShare' ? 'errors' : metric
    return `${ok ? paint.good('kept') : paint.bad('failed')}  ${label}: ${name} ${found}, at most ${amount(atMost)}`
  })
}

function missingLines(result: Result): string[] {
  return result.contenders.flatMap(({ label, error }) =>
    error === null ? [] : [`${label}: ${error.message} [${error.code}]`, `  fix: ${error.hint}`],
  )
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines.map((line) => `  ${line}`)]
}
