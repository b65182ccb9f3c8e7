// How long a simulated wait takes: fixed, or drawn from a distribution.
import { SegmentedControl, Stack } from '@mantine/core'
import type { WaitDistribution } from '../../../model/workload.ts'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './compare.module.css'
import { MsField } from './ms-field.tsx'
import { waitDefaults } from './work-choices.ts'

const waitLabels = { fixed: 'fixed', bimodal: 'bimodal', lognormal: 'lognormal', pareto: 'Pareto' } as const
const waitKinds = ['fixed', 'bimodal', 'lognormal', 'pareto'] as const

export function WaitFields({
  wait,
  onChange,
}: {
  wait: WaitDistribution
  onChange: (wait: WaitDistribution) => void
}) {
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Distribution of the wait"
        data={waitKinds.map((value) => ({ value, label: waitLabels[value] }))}
        value={wait.distribution}
        onChange={(value) => {
          const kind = waitKinds.find((candidate) => candidate === value)
          if (kind !== undefined) onChange(waitDefaults[kind])
        }}
      />
      <div className={styles.fields}>
        <DistributionFields wait={wait} onChange={onChange} />
      </div>
    </Stack>
  )
}

function DistributionFields({
  wait,
  onChange,
}: {
  wait: WaitDistribution
  onChange: (wait: WaitDistribution) => void
}) {
  switch (wait.distribution) {
    case 'fixed':
      return <MsField label="Wait" value={wait.ms} onChange={(ms) => onChange({ ...wait, ms })} />
    case 'bimodal':
      return (
        <>
          <MsField label="Most" value={wait.ms} onChange={(ms) => onChange({ ...wait, ms })} />
          <MsField label="Slow" value={wait.slowMs} onChange={(slowMs) => onChange({ ...wait, slowMs })} />
          <NumberField
            label="Slow share"
            value={Math.round(wait.slowShare * 10_000) / 100}
            min={0}
            max={100}
            decimals={2}
            unit=" %"
            width={110}
            onChange={(percent) => onChange({ ...wait, slowShare: percent / 100 })}
          />
        </>
      )
    case 'lognormal':
      return (
        <>
          <MsField
            label="Median"
            value={wait.medianMs}
            onChange={(medianMs) => onChange({ ...wait, medianMs })}
          />
          <MsField label="p99" value={wait.p99Ms} onChange={(p99Ms) => onChange({ ...wait, p99Ms })} />
        </>
      )
    case 'pareto':
      return (
        <>
          <MsField
            label="Minimum"
            value={wait.minimumMs}
            onChange={(minimumMs) => onChange({ ...wait, minimumMs })}
          />
          <NumberField
            label="Shape α"
            value={wait.shape}
            min={1.05}
            max={10}
            step={0.1}
            decimals={2}
            width={110}
            onChange={(shape) => onChange({ ...wait, shape })}
          />
        </>
      )
  }
}
