// While runtimes are made: one row per contender with the step, how far, how long, and the last line of output.
import { Group, Progress, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { ProvisionStep } from '../../../model/live.ts'
import type { Plan } from '../../../model/plan.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { formatSeconds } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'

interface Props {
  plan: Plan
  steps: readonly ProvisionStep[]
  missing: readonly { contenderId: string; error: ErrorEnvelope }[]
}

export function ProvisionPanel({ plan, steps, missing }: Props) {
  const newest = steps.at(-1)
  return (
    <Panel label="Making the runtimes ready" flush>
      <Text size="sm" c="dimmed" px="md" pb="sm">
        Needed once: environments are kept and the next run starts at once.
      </Text>
      {plan.profile.contenders.map((contender) => {
        const step = steps.find((one) => one.contenderId === contender.id)
        const failed = missing.some((one) => one.contenderId === contender.id)
        const active = step !== undefined && step === newest && !failed && (step.fraction ?? 0) < 1
        return (
          <div key={contender.id} style={{ borderTop: '1px solid var(--tr-line)', padding: '12px 16px' }}>
            <Group gap={10} wrap="nowrap">
              <ContenderMark colour={contender.colour} />
              <Text fw={560} style={{ flex: '0 0 220px' }} truncate>
                {contender.label}
              </Text>
              <Text size="sm" c="dimmed" style={{ flex: 1 }} truncate>
                {step === undefined ? 'waits for its turn' : step.step}
              </Text>
              <State failed={failed} step={step} active={active} />
            </Group>
            {active ? <ActiveStep step={step} /> : null}
          </div>
        )
      })}
    </Panel>
  )
}

function State({
  failed,
  step,
  active,
}: {
  failed: boolean
  step: ProvisionStep | undefined
  active: boolean
}) {
  if (failed) return <IconAlertTriangle size={16} style={{ color: 'var(--tr-bad)' }} aria-label="failed" />
  if (step === undefined)
    return <IconClock size={16} style={{ color: 'var(--tr-faint)' }} aria-label="waiting" />
  return (
    <Group gap={8} wrap="nowrap">
      <Text size="sm" c="dimmed" className="tr-number">
        {formatSeconds(step.elapsedSeconds)}
      </Text>
      {active ? null : <IconCheck size={16} style={{ color: 'var(--tr-good)' }} aria-label="ready" />}
    </Group>
  )
}

function ActiveStep({ step }: { step: ProvisionStep }) {
  return (
    <div style={{ paddingLeft: 32, paddingTop: 8 }}>
      <Progress
        size={4}
        color="gray"
        value={(step.fraction ?? 1) * 100}
        animated={step.fraction === null}
        striped={step.fraction === null}
        aria-label={step.step}
      />
      <Text ff="monospace" fz={11.5} c="dimmed" mt={6} truncate>
        {step.detail}
      </Text>
    </div>
  )
}
