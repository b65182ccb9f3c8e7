// The comparison in words: one contender against the reference at one percentile, or why there is none (METHOD §4).
// Knows per-trial percentiles by block; nothing of histograms or of where they were measured.
import type { PercentileName } from '../../model/profile.ts'
import type { Verdict } from '../../model/result.ts'
import { median } from './median.ts'
import { blocksToSettle, isEquivalent, pairedT } from './paired-t.ts'

/** One trial as the verdict sees it. */
export interface TrialValue {
  readonly block: number
  /** µs; null where the percentile falls among failures, or the trial has no requests */
  readonly valueUs: number | null
  /** completed, and no gate failed */
  readonly valid: boolean
}

export interface ComparedContender {
  readonly id: string
  readonly label: string
  readonly trials: readonly TrialValue[]
  readonly overloaded: boolean
  /** why there is no result at all, e.g. that it could not be provisioned */
  readonly missing: string | null
}

export interface ComparisonInput {
  readonly contender: ComparedContender
  readonly reference: ComparedContender
  readonly percentile: PercentileName
  readonly headline: PercentileName
  /** comparisons made with the reference: contenders − 1; Bonferroni's divisor */
  readonly comparisons: number
  readonly plannedBlocks: number
  /** smallest share of a difference that matters */
  readonly delta?: number
}

/** Fewer planned blocks than this give an indication, not a verdict: Quick is for looking, not for claiming. */
const leastPlannedBlocks = 5
const leastValidBlocks = 3
const mostBlocks = 100
const familyAlpha = 0.05

const names: Readonly<Record<PercentileName, string>> = { p50: 'p50', p90: 'p90', p99: 'p99', p999: 'p99.9' }

export function compare(input: ComparisonInput): Verdict {
  const { contender, reference } = input
  const unusable = whyNoRatio(input)
  if (unusable !== null) return unusable
  const ratios = pairBlocks(contender.trials, reference.trials)
  const indicative = input.plannedBlocks < leastPlannedBlocks
  if (ratios.length < (indicative ? 1 : leastValidBlocks)) return tooFewBlocks(input, ratios.length)
  return indicative ? indicate(input, ratios) : decide(input, ratios)
}

/** A block in which either trial is missing or not valid leaves the comparison whole; the rest as log ratios. */
function pairBlocks(contender: readonly TrialValue[], reference: readonly TrialValue[]): number[] {
  return contender.flatMap((own) => {
    const other = reference.find((trial) => trial.block === own.block)
    if (other === undefined || !own.valid || !other.valid) return []
    if (own.valueUs === null || other.valueUs === null) return []
    return [Math.log(Math.max(1, own.valueUs) / Math.max(1, other.valueUs))]
  })
}

function whyNoRatio(input: ComparisonInput): Verdict | null {
  const both = [input.contender, input.reference]
  const missing = both.find((each) => each.missing !== null)
  if (missing !== undefined) {
    return without(
      input,
      'not-valid',
      `No verdict: ${missing.label} has no result, because ${missing.missing}`,
    )
  }
  const overloaded = both.filter((each) => each.overloaded)
  if (overloaded.length > 0) {
    const who = overloaded.map((each) => each.label).join(' and ')
    const verb = overloaded.length === 1 ? 'is' : 'are'
    return without(
      input,
      'overloaded',
      `${who} ${verb} overloaded at this load: requests pile up, so ${names[input.percentile]} depends on how long one ` +
        'measures, and no ratio is given.',
    )
  }
  // A failing trial has no logarithm, and leaving it out would compare the survivors.
  const failing = both.filter((each) => each.trials.some((trial) => trial.valid && trial.valueUs === null))
  if (failing.length === 0) return null
  const who = failing.map((each) => {
    const valid = each.trials.filter((trial) => trial.valid)
    const failed = valid.filter((trial) => trial.valueUs === null)
    return `${each.label} fails at this load in ${failed.length} of ${valid.length} trials`
  })
  return without(
    input,
    'overloaded',
    `${who.join('; ')}: so many requests got no answer that ${names[input.percentile]} has no finite value, and no ratio is given.`,
  )
}

function tooFewBlocks(input: ComparisonInput, blocks: number): Verdict {
  const lost = input.plannedBlocks - blocks
  return without(
    input,
    'not-valid',
    `No verdict for ${input.contender.label} against ${input.reference.label}: not valid, because ${lost} of ` +
      `${input.plannedBlocks} blocks are incomplete or not valid.`,
    blocks,
  )
}

function indicate(input: ComparisonInput, ratios: readonly number[]): Verdict {
  const ratio = Math.exp(median(ratios))
  const { contender, reference } = input
  const words =
    Math.abs(Math.log(ratio)) < Math.log(1.005)
      ? `about the same ${names[input.percentile]} as ${reference.label}`
      : `${direction(ratio)} ${names[input.percentile]} than ${reference.label}`
  return {
    ...base(input, ratios.length),
    kind: 'indication',
    ratio,
    confidence: 0,
    sentence:
      `Indication: ${contender.label} has ${words} (median of ${ratios.length} ${plural(ratios.length, 'block')}). ` +
      'Too few blocks for a verdict; Solid would give one.',
  }
}

function decide(input: ComparisonInput, ratios: readonly number[]): Verdict {
  const alpha = familyAlpha / Math.max(1, input.comparisons)
  const confidence = 1 - alpha
  const bound = Math.log(1 + (input.delta ?? 0.1))
  const interval = pairedT(ratios, confidence)
  const ratio = Math.exp(interval.mean)
  const lower = Math.exp(interval.lower)
  const upper = Math.exp(interval.upper)
  const found = { ...base(input, ratios.length), ratio, lower, upper, confidence }
  const { contender, reference } = input
  const name = names[input.percentile]
  if (isEquivalent(ratios, bound, alpha)) {
    return {
      ...found,
      kind: 'no-difference',
      sentence:
        `${contender.label} and ${reference.label}: no difference at ${name} ` +
        `(within ${percent(input.delta ?? 0.1)}; ratio ${times(ratio)}, ${range(lower, upper, confidence)}).`,
    }
  }
  if (lower > 1 || upper < 1) {
    const slower = lower > 1
    const [from, to] = slower ? [lower, upper] : [1 / upper, 1 / lower]
    const factor = slower ? ratio : 1 / ratio
    return {
      ...found,
      kind: slower ? 'slower' : 'faster',
      sentence:
        `${contender.label} is ${times(factor)} times ${slower ? 'slower' : 'faster'} than ${reference.label} at ${name} ` +
        `(${range(from, to, confidence)}).`,
    }
  }
  const needed = blocksToSettle(interval, { confidence, alpha, bound, most: mostBlocks })
  const more =
    needed === null
      ? `more than ${mostBlocks} blocks would be needed to settle it`
      : `about ${needed - ratios.length} more ${plural(needed - ratios.length, 'block')} would settle it`
  return {
    ...found,
    kind: 'undecided',
    sentence:
      `${contender.label} against ${reference.label} at ${name}: undecided, between ${times(lower)} and ${times(upper)} times ` +
      `(${percent(confidence)}); ${more}.`,
  }
}

function base(input: ComparisonInput, blocks: number): Verdict {
  return {
    contenderId: input.contender.id,
    referenceId: input.reference.id,
    percentile: input.percentile,
    kind: 'not-valid',
    ratio: null,
    lower: null,
    upper: null,
    confidence: 1 - familyAlpha / Math.max(1, input.comparisons),
    blocks,
    exploratory: input.percentile !== input.headline,
    sentence: '',
  }
}

function without(input: ComparisonInput, kind: Verdict['kind'], sentence: string, blocks = 0): Verdict {
  return { ...base(input, blocks), kind, sentence }
}

function direction(ratio: number): string {
  return ratio > 1 ? `a ${times(ratio)}× higher` : `a ${times(1 / ratio)}× lower`
}

function range(from: number, to: number, confidence: number): string {
  return `${percent(confidence)}: ${times(from)}–${times(to)}`
}

/** Three figures are what a ratio of this kind carries; below 10 always two decimals. */
function times(value: number): string {
  return value >= 10 ? value.toPrecision(3) : value.toFixed(2)
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`
}
