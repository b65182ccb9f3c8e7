// Live: what the run does now, the tail as it grows, and how to stop it.
import { Alert, Button, Text } from '@mantine/core'
import { IconActivity } from '@tabler/icons-react'
import type { Plan } from '../../../model/plan.ts'
import { go } from '../../app/navigation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { GateChips } from './gate-chips.tsx'
import { LiveCharts } from './live-charts.tsx'
import { LiveHeader } from './live-header.tsx'
import { useLive } from './live-store.ts'
import { MissingList } from './missing-list.tsx'
import { ProvisionPanel } from './provision-panel.tsx'

export function LiveScreen() {
  const { status, plan, error } = useLive()
  if (status === 'idle') {
    return (
      <ScreenFrame title="Live">
        <EmptyState
          icon={<IconActivity size={44} stroke={1.25} />}
          title="Nothing is being measured"
          action={{ label: 'Go to Compare', onClick: () => go('compare') }}
        >
          Start a comparison and watch its tail latency here while it runs.
        </EmptyState>
      </ScreenFrame>
    )
  }
  if (plan === null && error !== null) {
    return <ErrorNotice error={error} title="The run under way could not be joined" />
  }
  if (plan === null) return <Waiting what="Asking the engine about the run under way…" />
  return <LiveRun plan={plan} />
}

function LiveRun({ plan }: { plan: Plan }) {
  const live = useLive()
  const provisioning = live.progress?.stage === 'provisioning' || live.progress === null
  return (
    <>
      <LiveHeader plan={plan} />
      {live.stopError === null ? null : <ErrorNotice error={live.stopError} title="The run did not stop" />}
      <Outcome />
      <MissingList missing={live.missing} contenders={plan.profile.contenders} />
      {live.status === 'running' && provisioning && live.points.length === 0 ? (
        <ProvisionPanel plan={plan} steps={live.provision} missing={live.missing} />
      ) : (
        <>
          <LiveCharts plan={plan} />
          <GateChips gates={live.gates} />
        </>
      )}
    </>
  )
}

function Outcome() {
  const { status, outcome, runId, error } = useLive()
  if (status !== 'finished' || runId === null) return null
  const toResults = { label: 'See the results', onClick: () => go('results', runId) }
  if (error !== null) return <ErrorNotice error={error} title="The run ended early" action={toResults} />
  return (
    <Alert color="gray" variant="light" mb="md">
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16 }}>
        <Text size="sm">
          {outcome === 'completed'
            ? 'The run is complete.'
            : 'The run was stopped. What was measured until then is kept.'}
        </Text>
        <Button size="xs" onClick={toResults.onClick}>
          {toResults.label}
        </Button>
      </div>
    </Alert>
  )
}
