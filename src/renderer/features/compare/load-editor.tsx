// How requests arrive: open, closed or one burst, with the shape drawn beside it.
import { Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import type { Load, Shape } from '../../../model/load.ts'
import { LoadDrawing } from '../../charts/load-drawing.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './compare.module.css'
import { loadKinds, loadOf, loadWords, shapeKinds, shapeOf } from './load-choices.ts'
import { ShapeFields } from './shape-fields.tsx'

interface Props {
  load: Load
  measureSeconds: number
  onChange: (load: Load) => void
}

const kindLabels = { open: 'Open loop', closed: 'Closed loop', burst: 'Burst' } as const

export function LoadEditor({ load, measureSeconds, onChange }: Props) {
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="sm"
        aria-label="Kind of load"
        data={loadKinds.map((value) => ({ value, label: kindLabels[value] }))}
        value={load.kind}
        onChange={(value) => {
          const kind = loadKinds.find((candidate) => candidate === value)
          if (kind !== undefined) onChange(loadOf(kind, load))
        }}
      />
      <Group gap="md" wrap="nowrap" justify="space-between">
        <Text size="xs" c="dimmed">
          {loadWords[load.kind]}
        </Text>
        <LoadDrawing load={load} seconds={measureSeconds} />
      </Group>
      {load.kind === 'open' ? (
        <OpenFields load={load} measureSeconds={measureSeconds} onChange={onChange} />
      ) : null}
      {load.kind === 'closed' ? (
        <div className={styles.fields}>
          <NumberField
            label="Users"
            value={load.users}
            min={1}
            max={10_000}
            width={120}
            onChange={(users) => onChange({ ...load, users })}
          />
          <NumberField
            label="Think time"
            value={load.thinkTimeMs}
            min={0}
            max={60_000}
            unit=" ms"
            width={130}
            onChange={(thinkTimeMs) => onChange({ ...load, thinkTimeMs })}
          />
        </div>
      ) : null}
      {load.kind === 'burst' ? (
        <NumberField
          label="Requests at once"
          value={load.count}
          min={1}
          max={100_000}
          width={160}
          onChange={(count) => onChange({ kind: 'burst', count })}
        />
      ) : null}
    </Stack>
  )
}

interface OpenProps {
  load: Load & { kind: 'open' }
  measureSeconds: number
  onChange: (load: Load) => void
}

function OpenFields({ load, measureSeconds, onChange }: OpenProps) {
  const setShape = (rate: Shape): void => onChange({ ...load, rate })
  return (
    <div className={styles.fields}>
      <Select
        label="Shape"
        w={112}
        data={[...shapeKinds]}
        value={load.rate.shape}
        onChange={(value) => {
          const kind = shapeKinds.find((candidate) => candidate === value)
          if (kind !== undefined) setShape(shapeOf(kind, load.rate, measureSeconds))
        }}
      />
      <ShapeFields shape={load.rate} onChange={setShape} />
      <Select
        label="Arrivals"
        w={136}
        data={[
          { value: 'uniform', label: 'evenly spaced' },
          { value: 'poisson', label: 'Poisson' },
        ]}
        value={load.arrivals}
        onChange={(value) => onChange({ ...load, arrivals: value === 'poisson' ? 'poisson' : 'uniform' })}
      />
    </div>
  )
}
