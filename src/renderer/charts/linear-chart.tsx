// A quantity from zero against seconds in the trial: rates, loop lag. Stands under the latency chart on the same time axis.
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
import { liveLines } from './live-lines.ts'
import { LiveTooltip } from './live-tooltip.tsx'
import { linearTicks, timeTicks } from './log-ticks.ts'
import { chartRows, type PointField, type TrialSeries, valuesOf } from './rows.ts'

interface Props {
  series: readonly TrialSeries[]
  fields: readonly PointField[]
  contenders: readonly Contender[]
  currentTrial: number | null
  time: readonly [number, number]
  height: number
  timeLabels: boolean
  format: (value: number) => string
}

export const LinearChart = memo(function LinearChart(props: Props) {
  const { series, fields, contenders, currentTrial, time, height, timeLabels, format } = props
  const scheme = useScheme()
  const rows = useMemo(() => chartRows(series, fields), [series, fields])
  const lines = useMemo(
    () => liveLines(series, fields, contenders, currentTrial),
    [series, fields, contenders, currentTrial],
  )
  const ticks = useMemo(() => {
    let high = 0
    for (const value of valuesOf(series, fields)) if (value > high) high = value
    return linearTicks(high, 2)
  }, [series, fields])
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
          domain={[0, ticks.at(-1) ?? 1]}
          ticks={ticks}
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
            <LiveTooltip
              active={active}
              at={label}
              payload={payload}
              lines={lines}
              series={series}
              format={format}
            />
          )}
        />
        {lines.map((line) => (
          <Line
            key={line.column}
            dataKey={line.column}
            stroke={line.field === 'intendedRate' ? 'var(--tr-faint)' : lineColour(line.colour, scheme)}
            strokeDasharray={line.field === 'intendedRate' ? '' : lineDash(line.colour)}
            strokeWidth={line.field === 'intendedRate' ? 1 : 1.75}
            strokeOpacity={line.opacity}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            connectNulls
            type="linear"
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
})
