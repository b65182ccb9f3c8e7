// What counts as good enough: each objective is checked for every contender after the run.
import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type Objective, type PercentileName, percentileNames } from '../../../model/profile.ts'
import { percentileLabel } from '../../ui/format.ts'
import { NumberField } from '../../ui/number-field.tsx'

interface Props {
  objectives: readonly Objective[]
  headline: PercentileName
  onChange: (objectives: Objective[]) => void
}

const metrics = [...percentileNames, 'errorShare'] as const

export function ObjectivesEditor({ objectives, headline, onChange }: Props) {
  const replace = (index: number, next: Objective) =>
    onChange(objectives.map((objective, at) => (at === index ? next : objective)))
  const unused = metrics.find((metric) => !objectives.some((objective) => objective.metric === metric))
  const first = objectives.some((objective) => objective.metric === headline) ? unused : headline
  return (
    <Stack gap="sm">
      {objectives.length === 0 ? (
        <Text size="xs" c="dimmed">
          Nothing has to be met. Add one, e.g. p99 at most 250 ms, and every contender is held to it.
        </Text>
      ) : null}
      {objectives.map((objective, index) => (
        <Group key={objective.metric} gap="xs" wrap="nowrap">
          <Select
            aria-label="Objective"
            w={120}
            data={metrics.map((metric) => {
              const label = metric === 'errorShare' ? 'errors' : percentileLabel(metric)
              const taken = metric !== objective.metric && objectives.some((other) => other.metric === metric)
              return { value: metric, label, disabled: taken }
            })}
            value={objective.metric}
            onChange={(value) => {
              const metric = metrics.find((candidate) => candidate === value)
              if (metric === undefined) return
              const changesUnit = (metric === 'errorShare') !== (objective.metric === 'errorShare')
              const atMost = changesUnit ? (metric === 'errorShare' ? 0.01 : 250) : objective.atMost
              replace(index, { metric, atMost })
            }}
          />
          <Text size="sm" c="dimmed">
            ≤
          </Text>
          <Bound objective={objective} onChange={(atMost) => replace(index, { ...objective, atMost })} />
          <ActionIcon
            aria-label="Remove this objective"
            onClick={() => onChange(objectives.filter((_, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {first === undefined ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          style={{ alignSelf: 'flex-start', marginLeft: -8 }}
          onClick={() =>
            onChange([...objectives, { metric: first, atMost: first === 'errorShare' ? 0.01 : 250 }])
          }
        >
          Add an objective
        </Button>
      )}
    </Stack>
  )
}

function Bound({ objective, onChange }: { objective: Objective; onChange: (atMost: number) => void }) {
  if (objective.metric === 'errorShare') {
    return (
      <NumberField
        label="At most"
        hideLabel
        value={Math.round(objective.atMost * 1_000_000) / 10_000}
        min={0}
        max={100}
        decimals={2}
        unit=" %"
        width={120}
        onChange={(percent) => onChange(percent / 100)}
      />
    )
  }
  return (
    <NumberField
      label="At most"
      hideLabel
      value={objective.atMost}
      min={0}
      max={600_000}
      step={10}
      decimals={1}
      unit=" ms"
      width={120}
      onChange={onChange}
    />
  )
}
