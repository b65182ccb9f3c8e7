// The numbers of each shape an open loop's rate can have.
import type { Shape } from '../../../model/load.ts'
import { NumberField } from '../../ui/number-field.tsx'

export function ShapeFields({ shape, onChange }: { shape: Shape; onChange: (shape: Shape) => void }) {
  switch (shape.shape) {
    case 'constant':
      return (
        <Rate
          label="Rate"
          value={shape.ratePerSecond}
          onChange={(ratePerSecond) => onChange({ ...shape, ratePerSecond })}
        />
      )
    case 'ramp':
      return (
        <>
          <Rate
            label="From"
            value={shape.fromPerSecond}
            onChange={(fromPerSecond) => onChange({ ...shape, fromPerSecond })}
          />
          <Rate
            label="To"
            value={shape.toPerSecond}
            onChange={(toPerSecond) => onChange({ ...shape, toPerSecond })}
          />
        </>
      )
    case 'steps':
      return (
        <>
          <Rate
            label="From"
            value={shape.fromPerSecond}
            onChange={(fromPerSecond) => onChange({ ...shape, fromPerSecond })}
          />
          <Rate
            label="Step"
            min={-1_000_000}
            value={shape.stepPerSecond}
            onChange={(stepPerSecond) => onChange({ ...shape, stepPerSecond })}
          />
          <Seconds
            label="Every"
            value={shape.stepSeconds}
            onChange={(stepSeconds) => onChange({ ...shape, stepSeconds })}
          />
        </>
      )
    case 'spike':
      return <SpikeFields shape={shape} onChange={onChange} />
  }
}

function SpikeFields({
  shape,
  onChange,
}: {
  shape: Shape & { shape: 'spike' }
  onChange: (shape: Shape) => void
}) {
  return (
    <>
      <Rate
        label="Base"
        value={shape.basePerSecond}
        onChange={(basePerSecond) => onChange({ ...shape, basePerSecond })}
      />
      <Rate
        label="Spike"
        value={shape.spikePerSecond}
        onChange={(spikePerSecond) => onChange({ ...shape, spikePerSecond })}
      />
      <Seconds
        label="At"
        min={0}
        value={shape.spikeAtSeconds}
        onChange={(spikeAtSeconds) => onChange({ ...shape, spikeAtSeconds })}
      />
      <Seconds
        label="For"
        value={shape.spikeSeconds}
        onChange={(spikeSeconds) => onChange({ ...shape, spikeSeconds })}
      />
    </>
  )
}

interface FieldProps {
  label: string
  value: number
  min?: number
  onChange: (value: number) => void
}

function Rate({ label, value, min = 0.1, onChange }: FieldProps) {
  return (
    <NumberField
      label={label}
      value={value}
      min={min}
      max={1_000_000}
      step={10}
      decimals={1}
      unit="/s"
      width={104}
      onChange={onChange}
    />
  )
}

function Seconds({ label, value, min = 0.1, onChange }: FieldProps) {
  return (
    <NumberField
      label={label}
      value={value}
      min={min}
      max={3_600}
      decimals={1}
      unit=" s"
      width={90}
      onChange={onChange}
    />
  )
}
