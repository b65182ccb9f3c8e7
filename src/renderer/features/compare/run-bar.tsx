// The one thing to do next, and what it will cost: time, requests, which percentiles will carry weight.
import { Box, Button, Group, Kbd, Loader, Stack, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconPlayerPlayFilled } from '@tabler/icons-react'
import type { RuntimeStatus } from '../../../ipc/contract.ts'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Plan } from '../../../model/plan.ts'
import { type Profile, percentileNames } from '../../../model/profile.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { formatCount, formatEstimate, percentileLabel } from '../../ui/format.ts'
import { Hint } from '../../ui/hint.tsx'
import styles from './compare.module.css'

interface Props {
  profile: Profile
  plan: Plan | null
  planError: ErrorEnvelope | null
  compiling: boolean
  statuses: readonly RuntimeStatus[]
  starting: boolean
  startError: ErrorEnvelope | null
  runningElsewhere: boolean
  onRun: () => void
  onWatch: () => void
}

export function RunBar(props: Props) {
  const { plan, planError, startError, starting, runningElsewhere } = props
  return (
    <div className={styles.footer}>
      {startError === null ? null : (
        <Box mb="sm">
          <ErrorNotice error={startError} title="The run did not start" />
        </Box>
      )}
      {planError === null ? null : (
        <Box mb="sm">
          <ErrorNotice error={planError} title="This cannot run as it is" />
        </Box>
      )}
      {plan === null || plan.warnings.length === 0 ? null : <Warnings warnings={plan.warnings} />}
      <Group justify="space-between" wrap="nowrap" gap="lg" mt={4}>
        <Stack gap={2} style={{ minWidth: 0 }} data-testid="estimate" aria-live="polite">
          <Estimate {...props} />
          <ToProvision profile={props.profile} statuses={props.statuses} />
        </Stack>
        {runningElsewhere ? (
          <Button size="md" onClick={props.onWatch}>
            Watch the run under way
          </Button>
        ) : (
          <Tooltip label={<RunKeys />} position="top">
            <Button
              size="md"
              px={30}
              style={{ flex: 'none' }}
              leftSection={<IconPlayerPlayFilled size={16} />}
              loading={starting}
              disabled={planError !== null}
              onClick={props.onRun}
              data-testid="run-button"
            >
              Run
            </Button>
          </Tooltip>
        )}
      </Group>
    </div>
  )
}

function RunKeys() {
  return (
    <>
      <Kbd size="xs">Ctrl</Kbd> or <Kbd size="xs">⌘</Kbd> + <Kbd size="xs">Enter</Kbd>
    </>
  )
}

function Estimate({ plan, planError, compiling }: Props) {
  if (planError !== null) return <Text c="dimmed">No estimate: see above.</Text>
  if (plan === null) {
    return (
      <Group gap={8}>
        <Loader size={12} color="gray" />
        <Text c="dimmed">Working out how long this takes…</Text>
      </Group>
    )
  }
  const { estimate, trials, profile } = plan
  const each = estimate.requestsPerContender
  return (
    <Text fw={560} style={{ opacity: compiling ? 0.6 : 1 }}>
      ≈ {formatEstimate(estimate.seconds)}
      <Text span c="dimmed" fw={400}>
        {' · '}
        {trials.length} trials
        {each === null
          ? ''
          : ` · ${formatCount(each)} requests ${profile.contenders.length > 1 ? 'each' : ''}`}
        {' · '}
      </Text>
      <SupportWords plan={plan} />
    </Text>
  )
}

function SupportWords({ plan }: { plan: Plan }) {
  const { support } = plan.estimate
  if (support === null) {
    return (
      <Text span c="dimmed" fw={400}>
        which percentiles will carry weight shows in the run
      </Text>
    )
  }
  const words = { solid: 'solid', grey: 'grey', few: 'hidden', failed: 'fails' } as const
  const reasons = {
    solid: 'At least 100 requests will lie beyond it.',
    grey: 'Only 10 to 99 requests will lie beyond it: shown in grey.',
    few: 'Fewer than 10 requests will lie beyond it: not shown.',
    failed: 'Requests beyond it would have failed.',
  } as const
  return percentileNames.map((name, index) => (
    <Text
      key={name}
      span
      fw={400}
      style={{ color: support[name] === 'solid' ? 'inherit' : 'var(--tr-weak)' }}
    >
      {index === 0 ? '' : ', '}
      <Hint label={`${percentileLabel(name)}: ${reasons[support[name]]}`}>
        {percentileLabel(name)} {words[support[name]]}
      </Hint>
    </Text>
  ))
}

function ToProvision({ profile, statuses }: { profile: Profile; statuses: readonly RuntimeStatus[] }) {
  const used = statuses.filter(
    (status) =>
      status.state === 'provisionable' && profile.contenders.some((one) => one.runtime === status.id),
  )
  if (used.length === 0) return null
  return (
    <Group gap={6} wrap="nowrap" c="dimmed" align="flex-start">
      <IconDownload size={14} style={{ marginTop: 2, flex: 'none' }} />
      <Text fz={12.5} lineClamp={2}>
        Made first, then kept: {used.map((status) => status.detail).join(' · ')}
      </Text>
    </Group>
  )
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <Stack gap={3} mb={8}>
      {warnings.slice(0, 3).map((warning) => (
        <Group key={warning} gap={6} wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={14} style={{ color: 'var(--tr-warn)', marginTop: 2, flex: 'none' }} />
          <Text fz={12.5} c="dimmed">
            {warning}
          </Text>
        </Group>
      ))}
      {warnings.length > 3 ? (
        <Tooltip label={warnings.slice(3).join(' ')}>
          <Text fz={12.5} c="dimmed" pl={20} tabIndex={0}>
            and {warnings.length - 3} more
          </Text>
        </Tooltip>
      ) : null}
    </Stack>
  )
}
