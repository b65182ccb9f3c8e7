// What each request makes the server do.
import { SegmentedControl, Select, Stack, Text } from '@mantine/core'
import type { Manifest } from '../../../model/manifest.ts'
import type { Profile } from '../../../model/profile.ts'
import { type WaitDistribution, type Workload, workloadKinds } from '../../../model/workload.ts'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './compare.module.css'
import { unableContenders, waitDefaults, workDefaults, workWords } from './work-choices.ts'

interface Props {
  profile: Profile
  manifests: readonly Manifest[]
  onChange: (workload: Workload) => void
}

export function WorkEditor({ profile, manifests, onChange }: Props) {
  const { workload } = profile
  const unable = new Map(
    workloadKinds.map((kind) => [kind as string, unableContenders(profile, manifests, kind)]),
  )
  const cannot = unable.get(workload.kind) ?? []
  return (
    <Stack gap="sm">
      <Select
        aria-label="Kind of work"
        data={workloadKinds.map((kind) => {
          return { value: kind, label: workWords[kind].label, disabled: (unable.get(kind) ?? []).length > 0 }
        })}
        value={workload.kind}
        error={cannot.length > 0 ? `Not offered by ${cannot.join(', ')}.` : undefined}
        onChange={(value) => {
          const kind = workloadKinds.find((candidate) => candidate === value)
          if (kind !== undefined) onChange(workDefaults[kind])
        }}
        renderOption={({ option }) => {
          const kind = workloadKinds.find((candidate) => candidate === option.value)
          const who = unable.get(option.value) ?? []
          return (
            <span>
              {option.label}
              <span style={{ display: 'block', fontSize: 11, color: 'var(--tr-dim)' }}>
                {who.length > 0 ? `Not offered by ${who.join(', ')}.` : kind && workWords[kind].help}
              </span>
            </span>
          )
        }}
      />
      <Text size="xs" c="dimmed">
        {workWords[workload.kind].help}
      </Text>
      <WorkFields workload={workload} onChange={onChange} />
    </Stack>
  )
}

function WorkFields({ workload, onChange }: { workload: Workload; onChange: (workload: Workload) => void }) {
  switch (workload.kind) {
    case 'hello':
      return null
    case 'wait':
      return <WaitFields wait={workload.wait} onChange={(wait) => onChange({ kind: 'wait', wait })} />
    case 'cpu':
      return (
        <div className={styles.fields}>
          <CpuFields amount={workload} onChange={(amount) => onChange({ kind: 'cpu', ...amount })} />
        </div>
      )
    case 'mixed':
      return (
        <div className={styles.fields}>
          <Ms label="Wait" value={workload.waitMs} onChange={(waitMs) => onChange({ ...workload, waitMs })} />
          <CpuFields
            amount={workload}
            onChange={(amount) => onChange({ kind: 'mixed', waitMs: workload.waitMs, ...amount })}
          />
        </div>
      )
    case 'json':
      return (
        <NumberField
          label="Items in the document"
          value={workload.items}
          min={1}
          max={100_000}
          step={100}
          width={180}
          onChange={(items) => onChange({ kind: 'json', items })}
        />
      )
    case 'blocking':
      return <Ms label="Wait" value={workload.ms} onChange={(ms) => onChange({ kind: 'blocking', ms })} />
  }
}

interface Amount {
  count?: number | undefined
  targetMs?: number | undefined
}

function CpuFields({
  amount,
  onChange,
}: {
  amount: Amount
  onChange: (amount: { count: number } | { targetMs: number }) => void
}) {
  const byTime = amount.count === undefined
  return (
    <>
      <div>
        <Text size="sm" fw={500} mb={4}>
          Compare
        </Text>
        <SegmentedControl
          size="sm"
          aria-label="Equal time or equal work"
          data={[
            { value: 'time', label: 'equal time' },
            { value: 'work', label: 'equal work' },
          ]}
          value={byTime ? 'time' : 'work'}
          onChange={(value) => onChange(value === 'time' ? { targetMs: 20 } : { count: 10_000_000 })}
        />
      </div>
      {byTime ? (
        <Ms
          label="CPU time"
          value={amount.targetMs ?? 20}
          min={0.1}
          max={10_000}
          onChange={(targetMs) => onChange({ targetMs })}
        />
      ) : (
        <NumberField
          label="Iterations"
          value={amount.count ?? 10_000_000}
          min={1}
          max={100_000_000}
          step={1_000_000}
          width={150}
          onChange={(count) => onChange({ count })}
        />
      )}
    </>
  )
}

const waitLabels = { fixed: 'fixed', bimodal: 'bimodal', lognormal: 'lognormal', pareto: 'Pareto' } as const
const waitKinds = ['fixed', 'bimodal', 'lognormal', 'pareto'] as const

function WaitFields({
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
      return <Ms label="Wait" value={wait.ms} onChange={(ms) => onChange({ ...wait, ms })} />
    case 'bimodal':
      return (
        <>
          <Ms label="Most" value={wait.ms} onChange={(ms) => onChange({ ...wait, ms })} />
          <Ms label="Slow" value={wait.slowMs} onChange={(slowMs) => onChange({ ...wait, slowMs })} />
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
          <Ms label="Median" value={wait.medianMs} onChange={(medianMs) => onChange({ ...wait, medianMs })} />
          <Ms label="p99" value={wait.p99Ms} onChange={(p99Ms) => onChange({ ...wait, p99Ms })} />
        </>
      )
    case 'pareto':
      return (
        <>
          <Ms
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

interface MsProps {
  label: string
  value: number
  min?: number
  max?: number
  onChange: (value: number) => void
}

function Ms({ label, value, min = 0, max = 60_000, onChange }: MsProps) {
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
