// One knob of a contender, built from the manifest. What would be refused is off, with the reason.
import { NumberInput, Select, Switch } from '@mantine/core'
import type { Knob, Manifest } from '../../../model/manifest.ts'
import type { KnobValue } from '../../../model/profile.ts'
import { choiceRefusal, type KnobValues, knobValue } from './knobs.ts'

interface Props {
  manifest: Manifest
  knob: Knob
  values: KnobValues
  /** undefined: back to the manifest's default */
  onChange: (value: KnobValue | undefined) => void
}

export function KnobField({ manifest, knob, values, onChange }: Props) {
  switch (knob.type) {
    case 'integer': {
      const own = values[knob.id]
      return (
        <NumberInput
          label={knob.label}
          description={knob.help}
          value={typeof own === 'number' ? own : ''}
          placeholder={knob.default === 'cores' ? 'to match the server’s cores' : String(knob.default)}
          min={knob.minimum}
          max={knob.maximum}
          allowDecimal={false}
          clampBehavior="blur"
          onChange={(next) => {
            if (next === '') onChange(undefined)
            else if (typeof next === 'number' && next >= knob.minimum && next <= knob.maximum) onChange(next)
          }}
        />
      )
    }
    case 'choice':
      return <ChoiceField manifest={manifest} knob={knob} values={values} onChange={onChange} />
    case 'switch': {
      const on = knobValue(knob, values) === true
      const refusal = choiceRefusal(manifest, values, knob.id, !on)
      return (
        <Switch
          label={knob.label}
          description={refusal === null ? knob.help : `${knob.help} ${refusal}`}
          checked={on}
          disabled={refusal !== null}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    }
  }
}

function ChoiceField({ manifest, knob, values, onChange }: Props & { knob: Knob & { type: 'choice' } }) {
  const refusals = new Map(
    knob.choices.flatMap((choice) => {
      const reason = choiceRefusal(manifest, values, knob.id, choice.value)
      return reason === null ? [] : [[choice.value, reason] as const]
    }),
  )
  const current = String(knobValue(knob, values))
  return (
    <Select
      label={knob.label}
      description={knob.help}
      error={refusals.get(current)}
      data={knob.choices.map((choice) => {
        return { value: choice.value, label: choice.label, disabled: refusals.has(choice.value) }
      })}
      value={current}
      onChange={(value) => onChange(value ?? undefined)}
      renderOption={({ option }) => {
        const reason = refusals.get(option.value)
        return (
          <span>
            {option.label}
            {reason === undefined ? null : (
              <span style={{ display: 'block', fontSize: 11, color: 'var(--tr-dim)' }}>{reason}</span>
            )}
          </span>
        )
      }}
    />
  )
}
