// The validity record of the trial, live: what the ruler and the host are held to.
import { Group } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { Gate } from '../../../model/result.ts'
import { gateName } from '../../ui/gate-name.ts'
import { Hint } from '../../ui/hint.tsx'
import styles from './live.module.css'

export function GateChips({ gates }: { gates: { gates: readonly Gate[] } | null }) {
  if (gates === null || gates.gates.length === 0) return null
  return (
    <Group gap={8} mt="md" role="group" aria-label="Is this trial valid so far?">
      {gates.gates.map((gate) => (
        <Hint key={gate.id} label={gate.message} className={styles.chip}>
          {gate.ok ? (
            <IconCheck size={14} style={{ color: 'var(--tr-good)' }} aria-label="kept" />
          ) : (
            <IconAlertTriangle size={14} style={{ color: 'var(--tr-bad)' }} aria-label="failed" />
          )}
          {gateName(gate.id)}
        </Hint>
      ))}
    </Group>
  )
}
