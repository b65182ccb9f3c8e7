// Latency percentiles against seconds in the trial, on a log axis. Draws what it is given; knows no store.
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
import { formatLatency, formatLatencyTick } from '../ui/format.ts'
import { lineColour, lineDash } from '../ui/palette.ts'
import { useScheme } from '../ui/use-scheme.ts'
import { axisLine, axisTick, gridStroke, stackedMargin, yAxisWidth } from './axis-style.ts'
import { liveLines } from './live-lines.ts'
import { LiveTooltip } from './live-tooltip.tsx'
import { logDomain, logTicks, timeTicks } from './log-ticks.ts'
import { chartRows, type PointField, type TrialSeries, valuesOf } from './rows.ts'

export interface LatencyChartProps {
  series: readonly TrialSeries[]
  fields: readonly PointField[]
  contenders: readonly Contender[]
  currentTrial: number | null
  time: readonly [number, number]
  height: number | `${number}%`
  /** the time axis' labels; off where another chart stands below */
  timeLabels: boolean
}

export const LatencyChart = memo(function LatencyChart(props: LatencyChartProps) {
  const { series, fields, contenders, currentTrial, time, height, timeLabels } = props
  const scheme = useScheme()
  const rows = useMemo(() => chartRows(series, fields), [series, fields])
  const lines = useMemo(
    () => liveLines(series, fields, contenders, currentTrial),
    [series, fields, contenders, currentTrial],
  )
  const domain = useMemo(() => logDomain(valuesOf(series, fields)), [series, fields])
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
          scale="log"
          domain={domain}
          ticks={logTicks(domain)}
          allowDataOverflow
          width={yAxisWidth}
          tick={axisTick}
          axisLine={false}
          tickLine={false}
          interval={0}
          tickFormatter={formatLatencyTick}
        />
        {time[0] < 0 ? <ReferenceLine x={0} stroke="var(--tr-faint)" strokeDasharray="2 3" /> : null}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--tr-faint)', strokeWidth: 1 }}
          content={({ active, label, payload }) => (
            <LiveTooltip
              active={active}
              at={label}
              payload={payload}
              lines={lines}
              series={series}
              format={formatLatency}
            />
          )}
        />
        {lines.map((line) => (
          <Line
            key={line.column}
            dataKey={line.column}
            stroke={lineColour(line.colour, scheme)}
            strokeDasharray={lineDash(line.colour)}
            strokeWidth={line.width}
            strokeOpacity={line.opacity}
            dot={false}
            activeDot={line.current ? { r: 3 } : false}
            isAnimationActive={false}
            connectNulls
            type="linear"
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
})
