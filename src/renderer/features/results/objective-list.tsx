// The objectives of the profile, each on a line with who met it and who did not.
import { Group, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { type PercentileName, percentileNames } from '../../../model/profile.ts'
import type { ObjectiveResult, Result } from '../../../model/result.ts'
import { formatLatency, formatShare, percentileLabel } from '../../ui/format.ts'

export function ObjectiveList({ result }: { result: Result }) {
  const bounds = [...new Set(result.objectives.map(boundWords))]
  if (bounds.length === 0) return null
  const label = (id: string): string => result.contenders.find((one) => one.id === id)?.label ?? id
  return (
    <section className="tr-panel" aria-label="Objectives" style={{ padding: '10px 16px', marginTop: 12 }}>
      {bounds.map((bound) => (
        <Group key={bound} gap="lg" py={2}>
          <Text size="sm" fw={560}>
            {bound}
          </Text>
          {result.objectives
            .filter((objective) => boundWords(objective) === bound)
            .map((objective) => (
              <Group key={objective.contenderId} gap={6}>
                {objective.ok ? (
                  <IconCheck size={15} style={{ color: 'var(--tr-good)' }} aria-label="met by" />
                ) : (
                  <IconX size={15} style={{ color: 'var(--tr-bad)' }} aria-label="missed by" />
                )}
                <Text size="sm">{label(objective.contenderId)}</Text>
                <Text size="sm" c="dimmed" className="tr-number">
                  {valueWords(objective)}
                </Text>
              </Group>
            ))}
        </Group>
      ))}
    </section>
  )
}

function percentileOf(objective: ObjectiveResult): PercentileName | undefined {
  return percentileNames.find((name) => name === objective.metric)
}

/** Percentiles are bounded in ms, errors by their share. */
function amountWords(objective: ObjectiveResult, amount: number): string {
  return percentileOf(objective) === undefined ? formatShare(amount) : formatLatency(amount * 1_000)
}

function boundWords(objective: ObjectiveResult): string {
  const name = percentileOf(objective)
  const what = name === undefined ? 'errors' : percentileLabel(name)
  return `${what} ≤ ${amountWords(objective, objective.atMost)}`
}

function valueWords(objective: ObjectiveResult): string {
  if (objective.value === null) return 'fails, or too few were measured'
  return amountWords(objective, objective.value)
}
