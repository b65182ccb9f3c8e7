// What a pointer over a line tells: who, which percentile, the value with its unit, when, and how many.
import { Text } from '@mantine/core'
import { ContenderMark } from '../ui/contender-mark.tsx'

export interface TooltipLine {
  readonly key: string
  readonly colour: number | null
  readonly label: string
  readonly value: string
  readonly faint?: boolean
}

export function TooltipCard({ title, lines }: { title: string; lines: readonly TooltipLine[] }) {
  if (lines.length === 0) return null
  return (
    <div
      className="tr-panel"
      style={{ padding: '8px 12px', boxShadow: '0 6px 24px rgb(0 0 0 / 14%)', fontSize: 12 }}
    >
      <Text fz={11} c="dimmed" mb={4}>
        {title}
      </Text>
      {lines.map((line) => (
        <div
          key={line.key}
          style={{ display: 'flex', gap: 8, alignItems: 'center', opacity: line.faint === true ? 0.65 : 1 }}
        >
          {line.colour === null ? null : <ContenderMark colour={line.colour} width={18} />}
          <span style={{ flex: 1, paddingRight: 16 }}>{line.label}</span>
          <span className="tr-number" style={{ fontWeight: 600 }}>
            {line.value}
          </span>
        </div>
      ))}
    </div>
  )
}
