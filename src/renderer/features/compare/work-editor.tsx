// What each request makes the server do.
import { SegmentedControl, Select, Stack, Text } from '@mantine/core'
import type { Manifest } from '../../../model/manifest.ts'
import type { Profile } from '../../../model/profile.ts'
import { type Workload, workloadKinds } from '../../../model/workload.ts'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './compare.module.css'
import { MsField } from './ms-field.tsx'
import { WaitFields } from './wait-fields.tsx'
import { unableContenders, workDefaults, workWords } from './work-choices.ts'

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
          <MsField
            label="Wait"
            value={workload.waitMs}
            onChange={(waitMs) => onChange({ ...workload, waitMs })}
          />
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
      return (
        <MsField label="Wait" value={workload.ms} onChange={(ms) => onChange({ kind: 'blocking', ms })} />
      )
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
        <MsField
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
