// Compare: contenders, work, load, trials and objectives on one page, ready to run as it opens.
import { Collapse, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { Manifest } from '../../../model/manifest.ts'
import type { Profile } from '../../../model/profile.ts'
import { useEngine } from '../../app/engine.ts'
import { go } from '../../app/navigation.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useLive } from '../live/live-store.ts'
import { refreshProfiles, useProfiles } from '../profiles/profiles-store.ts'
import { AddContender } from './add-contender.tsx'
import { AdvancedEditor } from './advanced-editor.tsx'
import styles from './compare.module.css'
import { editDraft, useCompare } from './compare-store.ts'
import { ContenderDrawer } from './contender-drawer.tsx'
import { ContenderList } from './contender-list.tsx'
import { removeContender } from './edit-profile.ts'
import { coresOf } from './knobs.ts'
import { LoadEditor } from './load-editor.tsx'
import { ObjectivesEditor } from './objectives-editor.tsx'
import { ProfileControls } from './profile-controls.tsx'
import { runAndWatch } from './run-and-watch.ts'
import { RunBar } from './run-bar.tsx'
import { TrialsEditor } from './trials-editor.tsx'
import { WorkEditor } from './work-editor.tsx'

export function CompareScreen() {
  const draft = useCompare((state) => state.draft)
  const profiles = useProfiles()
  if (draft === null) {
    return (
      <ScreenFrame title="Compare">
        {profiles.error === null ? (
          <Waiting what="Fetching the profiles…" />
        ) : (
          <ErrorNotice
            error={profiles.error}
            title="The profiles could not be fetched"
            action={{ label: 'Try again', onClick: () => void refreshProfiles() }}
          />
        )}
      </ScreenFrame>
    )
  }
  return <CompareForm draft={draft} entries={profiles.entries ?? []} />
}

function CompareForm({ draft, entries }: { draft: Profile; entries: readonly ProfileEntry[] }) {
  const state = useCompare()
  const { manifests, statuses } = useEngine()
  const activeRunId = useLive((live) => (live.status === 'running' ? live.runId : null))
  const [editing, setEditing] = useState<string | null>(null)
  const run = (): void => {
    if (activeRunId === null && state.planError === null) void runAndWatch(draft)
  }
  useHotkeys([['mod+Enter', run]], [])
  return (
    <ScreenFrame title="Compare" aside={<ProfileControls draft={draft} entries={entries} />}>
      <Panel
        label="Contenders"
        flush
        aside={<AddContender profile={draft} manifests={manifests} onChange={editDraft} />}
      >
        <ContenderList
          profile={draft}
          manifests={manifests}
          statuses={statuses}
          cores={coresOf(state.plan?.trials[0]?.serverCpus)}
          onEdit={setEditing}
          onRemove={(id) => editDraft((current) => removeContender(current, id))}
        />
      </Panel>
      <Editors draft={draft} manifests={manifests} />
      <RunBar
        profile={draft}
        plan={state.plan}
        planError={state.planError}
        compiling={state.compiling}
        statuses={statuses}
        starting={state.starting}
        startError={state.startError}
        runningElsewhere={activeRunId !== null}
        onRun={run}
        onWatch={() => go('live')}
      />
      <ContenderDrawer
        profile={draft}
        contenderId={editing}
        manifests={manifests}
        onChange={editDraft}
        onClose={() => setEditing(null)}
      />
    </ScreenFrame>
  )
}

function Editors({ draft, manifests }: { draft: Profile; manifests: readonly Manifest[] }) {
  const [advanced, setAdvanced] = useState(false)
  const set = (part: Partial<Profile>) => editDraft((current) => ({ ...current, ...part }))
  const { measureSeconds } = draft.trials
  return (
    <>
      <div className={styles.grid}>
        <Panel label="Work">
          <WorkEditor profile={draft} manifests={manifests} onChange={(workload) => set({ workload })} />
        </Panel>
        <Panel label="Load">
          <LoadEditor load={draft.load} measureSeconds={measureSeconds} onChange={(load) => set({ load })} />
        </Panel>
        <Panel label="Trials">
          <TrialsEditor trials={draft.trials} onChange={(trials) => set({ trials })} />
        </Panel>
        <Panel label="Objective">
          <ObjectivesEditor
            objectives={draft.objectives}
            headline={draft.headline}
            onChange={(objectives) => set({ objectives })}
          />
        </Panel>
      </div>
      <UnstyledButton
        className={styles.advanced}
        aria-expanded={advanced}
        onClick={() => setAdvanced((open) => !open)}
      >
        <IconChevronRight size={15} style={{ rotate: advanced ? '90deg' : '0deg' }} />
        Advanced: connections, timeout, cores, pacing, seed
      </UnstyledButton>
      <Collapse expanded={advanced}>
        <div className="tr-panel" style={{ padding: 16, marginTop: 8 }}>
          <AdvancedEditor profile={draft} onChange={set} />
        </div>
      </Collapse>
    </>
  )
}
