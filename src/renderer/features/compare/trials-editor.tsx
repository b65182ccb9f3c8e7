// How often and how long each contender is measured.
import { SegmentedControl, Stack, Switch, Text } from '@mantine/core'
import type { Trials } from '../../../model/profile.ts'
import { describeTrials } from '../../ui/describe.ts'
import { formatSeconds } from '../../ui/format.ts'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './compare.module.css'
import { trialPresetWords, withTrialPreset } from './trial-presets.ts'

const presets = ['quick', 'solid', 'publish', 'custom'] as const
const labels = { quick: 'Quick', solid: 'Solid', publish: 'Publish', custom: 'Custom' } as const

export function TrialsEditor({ trials, onChange }: { trials: Trials; onChange: (trials: Trials) => void }) {
  const custom = (part: Partial<Trials>) => onChange({ ...trials, ...part, preset: 'custom' })
  return (
    <Stack gap="sm">
      <SegmentedControl
        size="sm"
        aria-label="Trials"
        data={presets.map((value) => ({ value, label: labels[value] }))}
        value={trials.preset}
        onChange={(value) => {
          const preset = presets.find((candidate) => candidate === value)
          if (preset !== undefined) onChange(withTrialPreset(trials, preset))
        }}
      />
      <Text size="xs" c="dimmed">
        {trialPresetWords[trials.preset]} {describeTrials(trials)}, after{' '}
        {trials.warmUpUntilSteady ? 'at least ' : ''}
        {formatSeconds(trials.warmUpSeconds)} of warm-up, in shuffled order.
      </Text>
      {trials.preset === 'custom' ? (
        <>
          <div className={styles.fields}>
            <NumberField
              label="Trials"
              value={trials.blocks}
              min={1}
              max={100}
              width={88}
              onChange={(blocks) => custom({ blocks })}
            />
            <Seconds
              label="Warm-up"
              value={trials.warmUpSeconds}
              min={0}
              max={600}
              onChange={(warmUpSeconds) => custom({ warmUpSeconds })}
            />
            <Seconds
              label="Measure"
              value={trials.measureSeconds}
              min={0.5}
              max={3_600}
              onChange={(measureSeconds) => custom({ measureSeconds })}
            />
            <Seconds
              label="Cool-down"
              value={trials.coolDownSeconds}
              min={0}
              max={120}
              onChange={(coolDownSeconds) => custom({ coolDownSeconds })}
            />
          </div>
          <Switch
            size="sm"
            label="Go on warming up until steady (at most 2 min)"
            checked={trials.warmUpUntilSteady}
            onChange={(event) => custom({ warmUpUntilSteady: event.currentTarget.checked })}
          />
        </>
      ) : null}
    </Stack>
  )
}

function Seconds(props: {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}) {
  return <NumberField {...props} decimals={1} unit=" s" width={96} />
}
