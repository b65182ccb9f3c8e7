// Latency against percentile, both on log axes: how long the tail is. Service time can be laid over it.
import { memo, useMemo } from 'react'
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { ContenderResult } from '../../model/result.ts'
import { formatCount, formatLatency, formatLatencyTick } from '../ui/format.ts'
import { lineColour, lineDash } from '../ui/palette.ts'
import { useScheme } from '../ui/use-scheme.ts'
import { axisLine, axisTick, gridStroke, stackedMargin, yAxisWidth } from './axis-style.ts'
import { TooltipCard } from './chart-tooltip.tsx'
import { type CurveRow, curveRows, ninesLabel, ninesOf, responseColumn, serviceColumn } from './curve-rows.ts'
import { logDomain, logTicks } from './log-ticks.ts'

interface Props {
  contenders: readonly ContenderResult[]
  withService: boolean
  height: number
}

export const PercentileCurve = memo(function PercentileCurve({ contenders, withService, height }: Props) {
  const rows = useMemo(() => curveRows(contenders), [contenders])
  const domain = useMemo(() => logDomain(values(contenders, withService)), [contenders, withService])
  const last = Math.max(2, Math.ceil((rows.at(-1)?.nines ?? 2) - 0.05))
  const ticks = [ninesOf(50), ...Array.from({ length: last }, (_, index) => index + 1)]
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart data={rows} margin={{ ...stackedMargin, right: 28 }}>
        <CartesianGrid stroke={gridStroke} />
        <XAxis
          dataKey="nines"
          type="number"
          domain={[0, last]}
          ticks={ticks}
          tick={axisTick}
          axisLine={axisLine}
          tickLine={false}
          interval={0}
          tickFormatter={(value: number) => `p${ninesLabel(value)}`}
          height={24}
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
          tickFormatter={formatLatencyTick}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--tr-faint)', strokeWidth: 1 }}
          content={({ active, payload }) => (
            <CurveTooltip active={active} row={payload?.[0]?.payload} contenders={contenders} />
          )}
        />
        {contenders.map((contender) => (
          <ContenderLine key={contender.id} contender={contender} kind="response" />
        ))}
        {withService
          ? contenders.map((contender) => (
              <ContenderLine key={contender.id} contender={contender} kind="service" />
            ))
          : null}
      </LineChart>
    </ResponsiveContainer>
  )
})

function ContenderLine({ contender, kind }: { contender: ContenderResult; kind: 'response' | 'service' }) {
  const scheme = useScheme()
  const looks =
    kind === 'response'
      ? { strokeWidth: 2.25, strokeDasharray: lineDash(contender.colour), activeDot: { r: 3 } }
      : { strokeWidth: 1.25, strokeDasharray: '1 3', strokeOpacity: 0.6, activeDot: false }
  return (
    <Line
      {...looks}
      dataKey={kind === 'response' ? responseColumn(contender.id) : serviceColumn(contender.id)}
      stroke={lineColour(contender.colour, scheme)}
      dot={false}
      isAnimationActive={false}
      connectNulls
    />
  )
}

function* values(contenders: readonly ContenderResult[], withService: boolean): Generator<number> {
  for (const { curve } of contenders) {
    for (const point of curve) {
      if (point.percentile >= 100) continue
      if (point.responseUs !== null) yield point.responseUs
      if (withService && point.serviceUs !== null) yield point.serviceUs
    }
  }
}

interface TooltipProps {
  active: boolean | undefined
  row: CurveRow | undefined
  contenders: readonly ContenderResult[]
}

function CurveTooltip({ active, row, contenders }: TooltipProps) {
  if (active !== true || row === undefined) return null
  const lines = contenders.flatMap((contender) => {
    const response = row[responseColumn(contender.id)]
    const service = row[serviceColumn(contender.id)]
    if (typeof response !== 'number') return []
    const beside = typeof service === 'number' ? ` (service ${formatLatency(service)})` : ''
    return [
      {
        key: contender.id,
        colour: contender.colour,
        label: `${contender.label}, n = ${formatCount(contender.ok)}`,
        value: `${formatLatency(response)}${beside}`,
      },
    ]
  })
  return <TooltipCard title={`p${Number(row.percentile.toFixed(4))} of response time`} lines={lines} />
}
