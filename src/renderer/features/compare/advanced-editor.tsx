// What most people leave alone: connections, time limits, cores, pacing, the seed.
import { Select, Switch } from '@mantine/core'
import { type PercentileName, type Profile, percentileNames } from '../../../model/profile.ts'
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
      <Select
        label="Decides"
        description="the one percentile of the verdict"
        w={width}
        data={percentileNames.map((name) => ({ value: name, label: percentileLabel(name) }))}
        value={profile.headline}
        onChange={(value) => {
          const headline: PercentileName | undefined = percentileNames.find((name) => name === value)
          if (headline !== undefined) onChange({ headline })
        }}
      />
      <Select
        label="Cores"
        description="server and generator"
        w={width}
        data={[
          { value: 'dedicated', label: 'a set for each' },
          { value: 'shared', label: 'shared by both' },
        ]}
        value={profile.cores}
        onChange={(value) => onChange({ cores: value === 'shared' ? 'shared' : 'dedicated' })}
      />
      <Select
        label="Pacing"
        description="how the generator waits"
        w={width}
        data={[
          { value: 'auto', label: 'choose by cores' },
          { value: 'precise', label: 'precise, polls' },
          { value: 'efficient', label: 'efficient, sleeps' },
        ]}
        value={profile.pacing}
        onChange={(value) =>
          onChange({ pacing: value === 'precise' || value === 'efficient' ? value : 'auto' })
        }
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
      <Switch
        mt={26}
        label="Spread connections evenly over workers"
        checked={profile.balance}
        onChange={(event) => onChange({ balance: event.currentTarget.checked })}
      />
    </div>
  )
}
