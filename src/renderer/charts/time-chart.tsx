// Lines of trials against seconds in the trial, on a log axis (latency) or from zero (rates, lag). Charts that stand
// under one another share `time`, so that a spike and its cause line up. Draws what it is given; knows no store.
import { memo, useMemo } from 'react'
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { Contender } from '../../model/profile.ts'
import { lineColour, lineDash } from '../ui/palette.ts'
import { useScheme } from '../ui/use-scheme.ts'
import { axisLine, axisTick, gridStroke, stackedMargin, yAxisWidth } from './axis-style.ts'
import { type LiveLine, liveLines } from './live-lines.ts'
import { LiveTooltip } from './live-tooltip.tsx'
import { linearTicks, logDomain, logTicks, timeTicks } from './log-ticks.ts'
import { chartRows, type PointField, type TrialSeries, valuesOf } from './rows.ts'

interface Props {
  series: readonly TrialSeries[]
  fields: readonly PointField[]
  contenders: readonly Pick<Contender, 'id' | 'label' | 'colour'>[]
  currentTrial: number | null
  time: readonly [number, number]
  scale: 'log' | 'linear'
  height: number
  /** the time axis' labels; off where another chart stands below */
  timeLabels: boolean
  format: (value: number) => string
}

export const TimeChart = memo(function TimeChart(props: Props) {
  const { series, fields, contenders, currentTrial, time, scale, height, timeLabels, format } = props
  const rows = useMemo(() => chartRows(series, fields), [series, fields])
  const lines = useMemo(
    () => liveLines(series, fields, contenders, currentTrial),
    [series, fields, contenders, currentTrial],
  )
  const axis = useMemo(() => valueAxis(series, fields, scale), [series, fields, scale])
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart data={rows} margin={stackedMargin}>
        <CartesianGrid stroke={gridStroke} vertical={false} />
        <XAxis
          dataKey="at"
          type="number"
          domain={[...time]}
          allowDataOverflow
          ticks={timeTicks(time)}
          interval={0}
          tick={timeLabels ? axisTick : false}
          axisLine={axisLine}
          tickLine={false}
          tickFormatter={(value: number) => `${value} s`}
          height={timeLabels ? 24 : 10}
        />
        <YAxis
          scale={scale}
          domain={axis.domain}
          ticks={axis.ticks}
          allowDataOverflow
          width={yAxisWidth}
          tick={axisTick}
          axisLine={false}
          tickLine={false}
          interval={0}
          tickFormatter={format}
        />
        {time[0] < 0 ? <ReferenceLine x={0} stroke="var(--tr-faint)" strokeDasharray="2 3" /> : null}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--tr-faint)', strokeWidth: 1 }}
          content={({ active, label, payload }) => (
            <LiveTooltip {...{ active, payload, lines, series, format }} at={label} />
          )}
        />
        {lines.map((line) => (
          <TrialLine key={line.column} line={line} />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
})

interface ValueAxis {
  domain: [number, number]
  ticks: number[]
}

function valueAxis(
  series: readonly TrialSeries[],
  fields: readonly PointField[],
  scale: Props['scale'],
): ValueAxis {
  if (scale === 'log') {
    const domain = logDomain(valuesOf(series, fields))
    return { domain, ticks: logTicks(domain) }
  }
  let high = 0
  for (const value of valuesOf(series, fields)) if (value > high) high = value
  const ticks = linearTicks(high, 2)
  return { domain: [0, ticks.at(-1) ?? 1], ticks }
}

function TrialLine({ line }: { line: LiveLine }) {
  const scheme = useScheme()
  const intended = line.field === 'intendedRate'
  return (
    <Line
      dataKey={line.column}
      stroke={intended ? 'var(--tr-faint)' : lineColour(line.colour, scheme)}
      strokeDasharray={intended ? '' : lineDash(line.colour)}
      strokeWidth={line.width}
      strokeOpacity={line.opacity}
      dot={false}
      activeDot={line.current && !intended ? { r: 3 } : false}
      isAnimationActive={false}
      connectNulls
      type="linear"
    />
  )
}
