// A number with its unit. Tells its owner only of numbers inside the bounds, so no half-typed value gets out.
import { NumberInput } from '@mantine/core'

interface Props {
  label: string
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  step?: number
  /** shown after the number, with its own leading space */
  unit?: string
  decimals?: number
  width?: number
  hideLabel?: boolean
  help?: string
}

export function NumberField(props: Props) {
  const { label, value, onChange, min, max, step, unit, decimals = 0, width, hideLabel = false, help } = props
  return (
    <NumberInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      {...(help === undefined ? {} : { description: help })}
      {...(unit === undefined ? {} : { suffix: unit })}
      {...(width === undefined ? {} : { w: width })}
      value={value}
      min={min}
      max={max}
      step={step ?? 1}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowNegative={min < 0}
      clampBehavior="blur"
      onChange={(next) => {
        if (typeof next === 'number' && Number.isFinite(next) && next >= min && next <= max) onChange(next)
      }}
    />
  )
}
