// Results: one sentence first, then the table, the charts, and everything that speaks against them.
import { Button } from '@mantine/core'
import { IconChartHistogram, IconFlask2 } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Profile } from '../../../model/profile.ts'
import type { Result } from '../../../model/result.ts'
import { ask } from '../../app/engine.ts'
import { go, usePlace } from '../../app/navigation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { notifyFailure } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useCompare } from '../compare/compare-store.ts'
import { runAndWatch } from '../compare/run-and-watch.ts'
import { withTrialPreset } from '../compare/trial-presets.ts'
import { useLive } from '../live/live-store.ts'
import { SaveProfileDialog } from '../profiles/save-profile-dialog.tsx'
import { DoubtPanel } from './doubt-panel.tsx'
import { ExportMenu } from './export-menu.tsx'
import { HeadlineBlock } from './headline-block.tsx'
import { IdentityPanel } from './identity-panel.tsx'
import { ObjectiveList } from './objective-list.tsx'
import { ResultCharts } from './result-charts.tsx'
import { openRun, refreshRuns, useResults } from './results-store.ts'
import { ResultsTable } from './results-table.tsx'
import { RunPicker } from './run-picker.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

export function ResultsScreen() {
  const { runs, result, loading, error } = useResults()
  const wanted = usePlace((place) => place.runId) ?? runs?.[0]?.runId ?? null
  useEffect(() => {
    if (runs === null) void refreshRuns()
  }, [runs])
  useEffect(() => {
    if (wanted !== null && useResults.getState().result?.runId !== wanted) void openRun(wanted)
  }, [wanted])
  const shown = result !== null && result.runId === wanted ? result : null
  return (
    <ScreenFrame
      title="Results"
      aside={
        <>
          {runs === null || runs.length === 0 ? null : <RunPicker runs={runs} current={wanted} />}
          {shown === null ? null : <ResultActions result={shown} />}
        </>
      }
    >
      {error !== null && shown === null ? (
        <ErrorNotice
          error={error}
          title="This run could not be opened"
          action={{ label: 'Show the newest', onClick: () => void refreshRuns().then(() => go('results')) }}
        />
      ) : shown !== null ? (
        <ResultBody result={shown} />
      ) : runs !== null && runs.length === 0 && wanted === null ? (
        <EmptyState
          icon={<IconChartHistogram size={44} stroke={1.25} />}
          title="No runs yet"
          action={{ label: 'Go to Compare', onClick: () => go('compare') }}
        >
          Every run is kept here with its charts, its validity record and its exports. The first one takes
          about two minutes.
        </EmptyState>
      ) : (
        <Waiting what={loading === null ? 'Fetching the list of runs…' : 'Opening the run…'} />
      )}
    </ScreenFrame>
  )
}

function ResultActions({ result }: { result: Result }) {
  const [saving, setSaving] = useState<Profile | null>(null)
  const save = (): void => {
    ask('history.profile', { runId: result.runId })
      .then(setSaving)
      .catch((error: unknown) => notifyFailure('The profile of this run could not be read', error))
  }
  return (
    <>
      <Button variant="default" onClick={save} data-testid="result-save-profile">
        Save as profile
      </Button>
      <ExportMenu runId={result.runId} />
      <SaveProfileDialog
        profile={saving}
        suggestedName={`${result.profileName} again`}
        onClose={() => setSaving(null)}
        onSaved={() => setSaving(null)}
      />
    </>
  )
}

function ResultBody({ result }: { result: Result }) {
  const measured = result.contenders.filter((contender) => contender.requests > 0)
  return (
    <>
      <HeadlineBlock result={result} aside={<RunSolid result={result} />} />
      <Panel label={result.loadKind === 'closed' ? 'Service time' : 'Response time'} flush>
        <ResultsTable result={result} />
      </Panel>
      <ObjectiveList result={result} />
      {measured.length === 0 ? null : <ResultCharts result={result} contenders={measured} />}
      <DoubtPanel result={result} />
      <TimelinePanel result={result} />
      <IdentityPanel result={result} />
    </>
  )
}

/** After Quick there is no verdict: offers the run that can give one. */
function RunSolid({ result }: { result: Result }) {
  const busy = useLive((live) => live.status === 'running')
  const { starting, startError } = useCompare()
  const indication = result.verdicts.some((verdict) => verdict.kind === 'indication')
  if (!indication || result.status !== 'completed') return null
  const run = async (): Promise<void> => {
    try {
      const profile = await ask('history.profile', { runId: result.runId })
      await runAndWatch({ ...profile, trials: withTrialPreset(profile.trials, 'solid') })
    } catch (error) {
      notifyFailure('The run did not start', error)
    }
  }
  return (
    <div style={{ flex: 'none' }}>
      <Button
        leftSection={<IconFlask2 size={16} />}
        loading={starting}
        disabled={busy}
        onClick={() => void run()}
        data-testid="run-solid"
      >
        Run Solid for a verdict
      </Button>
      {startError === null ? null : <ErrorNotice error={startError} />}
    </div>
  )
}
