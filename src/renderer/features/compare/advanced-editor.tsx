// What most people leave alone: connections, time limits, cores, pacing, the seed.
import { Select, Switch } from '@mantine/core'
import { type Profile, percentileNames } from '../../../model/profile.ts'
import { percentileLabel } from '../../ui/format.ts'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './compare.module.css'

interface Props {
  profile: Profile
  onChange: (part: Partial<Profile>) => void
}

const width = 172

export function AdvancedEditor({ profile, onChange }: Props) {
  return (
    <div className={styles.fields} style={{ rowGap: 16, alignItems: 'flex-start' }}>
      <Numbers profile={profile} onChange={onChange} />
      <Choices profile={profile} onChange={onChange} />
      <Switch
        mt={26}
        label="Spread connections evenly over workers"
        checked={profile.balance}
        onChange={(event) => onChange({ balance: event.currentTarget.checked })}
      />
    </div>
  )
}

function Numbers({ profile, onChange }: Props) {
  return (
    <>
      <NumberField
        label="Connections"
        help="kept alive and shared"
        value={profile.connections}
        min={1}
        max={10_000}
        width={width}
        onChange={(connections) => onChange({ connections })}
      />
      <NumberField
        label="Timeout"
        help="then it counts as failed"
        value={profile.timeoutMs}
        min={10}
        max={600_000}
        step={500}
        unit=" ms"
        width={width}
        onChange={(timeoutMs) => onChange({ timeoutMs })}
      />
      <NumberField
        label="Seed"
        help="same seed, same arrivals"
        value={profile.seed}
        min={0}
        max={0xffff_ffff}
        width={width}
        onChange={(seed) => onChange({ seed })}
      />
    </>
  )
}

const coreChoices = [
  { value: 'dedicated', label: 'a set for each' },
  { value: 'shared', label: 'shared by both' },
] as const
const pacingChoices = [
  { value: 'auto', label: 'choose by cores' },
  { value: 'precise', label: 'precise, polls' },
  { value: 'efficient', label: 'efficient, sleeps' },
] as const
const backendChoices = [
  { value: 'auto', label: 'choose' },
  { value: 'process', label: 'plain processes' },
] as const

function Choices({ profile, onChange }: Props) {
  return (
    <>
      <Choice
        label="Decides"
        help="the percentile of the verdict"
        choices={percentileNames.map((value) => ({ value, label: percentileLabel(value) }))}
        value={profile.headline}
        onChange={(headline) => onChange({ headline })}
      />
      <Choice
        label="Cores"
        help="of server and generator"
        choices={coreChoices}
        value={profile.cores}
        onChange={(cores) => onChange({ cores })}
      />
      <Choice
        label="Pacing"
        help="how the generator waits"
        choices={pacingChoices}
        value={profile.pacing}
        onChange={(pacing) => onChange({ pacing })}
      />
      <Choice
        label="Servers run as"
        help="what they are started with"
        choices={backendChoices}
        value={profile.backend}
        onChange={(backend) => onChange({ backend })}
      />
    </>
  )
}

interface ChoiceProps<V extends string> {
  label: string
  help: string
  choices: readonly { readonly value: V; readonly label: string }[]
  value: string
  onChange: (value: V) => void
}

function Choice<V extends string>({ label, help, choices, value, onChange }: ChoiceProps<V>) {
  return (
    <Select
      label={label}
      description={help}
      w={width}
      data={choices.map((choice) => ({ ...choice }))}
      value={value}
      onChange={(chosen) => {
        const choice = choices.find((candidate) => candidate.value === chosen)
        if (choice !== undefined) onChange(choice.value)
      }}
    />
  )
}
