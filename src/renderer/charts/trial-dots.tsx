// One dot per trial on a log axis: how much a number moves from one fresh server to the next. Hollow: not valid.
import { Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { PercentileName } from '../../model/profile.ts'
import type { ContenderResult, TrialResult } from '../../model/result.ts'
import { formatCount, formatLatency, formatLatencyTick, percentileLabel, plural } from '../ui/format.ts'
import { lineColour } from '../ui/palette.ts'
import { useScheme } from '../ui/use-scheme.ts'
import { logDomain, logTicks } from './log-ticks.ts'

interface Props {
  contenders: readonly ContenderResult[]
  percentile: PercentileName
  height: number
}

const left = 34
const right = 36
const axisHeight = 26

export function TrialDots({ contenders, percentile, height }: Props) {
  const scheme = useScheme()
  const { ref, width } = useElementSize()
  const readingOf = (trial: TrialResult): number | null => trial.responseUs[percentile]
  const all = contenders.flatMap((contender) => contender.trials.flatMap((trial) => readingOf(trial) ?? []))
  const domain = logDomain(all, 1.5)
  const span = Math.log10(domain[1] / domain[0])
  const x = (us: number): number => left + (Math.log10(us / domain[0]) / span) * (width - left - right)
  const band = (height - axisHeight) / Math.max(1, contenders.length)
  return (
    <div ref={ref} style={{ height }}>
      {width === 0 ? null : (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${percentileLabel(percentile)} of every trial, one dot each`}
        >
          {logTicks(domain, 4).map((tick) => (
            <g key={tick}>
              <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - axisHeight} stroke="var(--tr-grid)" />
              <text x={x(tick)} y={height - 8} textAnchor="middle" fontSize={11} fill="var(--tr-dim)">
                {formatLatencyTick(tick)}
              </text>
            </g>
          ))}
          {contenders.map((contender, index) => (
            <g key={contender.id}>
              <text x={16} y={index * band + 16} fontSize={12} fill="var(--tr-dim)">
                {contender.label}
                {missingWords(contender.trials.filter((trial) => readingOf(trial) === null).length)}
              </text>
              {contender.trials.map((trial, place, trials) => {
                const value = readingOf(trial)
                if (value === null || value <= 0) return null
                const colour = lineColour(contender.colour, scheme)
                return (
                  <Tooltip key={trial.index} label={dotWords(contender, trial, percentile, value)}>
                    <circle
                      cx={x(value)}
                      cy={index * band + band / 2 + 10 + dodge(place, trials.length, band)}
                      r={5.5}
                      fill={trial.valid ? colour : 'var(--tr-panel)'}
                      fillOpacity={trial.valid ? 0.85 : 1}
                      stroke={colour}
                      strokeWidth={1.75}
                    />
                  </Tooltip>
                )
              })}
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}

function dotWords(
  contender: ContenderResult,
  trial: TrialResult,
  percentile: PercentileName,
  us: number,
): string {
  const validity = trial.valid ? '' : ', not valid'
  return `${contender.label}, trial ${trial.index + 1}: ${percentileLabel(percentile)} ${formatLatency(us)}, n = ${formatCount(trial.requests)}${validity}`
}

/** Spreads the dots of one contender over its band, so that equal trials do not hide one another. */
function dodge(place: number, count: number, band: number): number {
  const step = Math.min(9, (band * 0.45) / Math.max(1, count))
  return (place - (count - 1) / 2) * step
}

/** Trials in which the percentile failed or rests on too little have no place on the axis, but are not hidden. */
function missingWords(count: number): string {
  return count === 0 ? '' : ` · ${plural(count, 'trial')} without a value`
}
