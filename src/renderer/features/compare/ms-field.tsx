// A time in milliseconds, to a tenth.
import { NumberField } from '../../ui/number-field.tsx'

interface MsProps {
  label: string
  value: number
  min?: number
  max?: number
  onChange: (value: number) => void
}

export function MsField({ label, value, min = 0, max = 60_000, onChange }: MsProps) {
  return (
    <NumberField
      label={label}
      value={value}
      min={min}
      max={max}
      decimals={1}
      unit=" ms"
      width={120}
      onChange={onChange}
    />
  )
}
