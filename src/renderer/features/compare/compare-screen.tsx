// Compare: contenders, work, load, trials and objectives on one page, ready to run as it opens.
import { Collapse, UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { Profile } from '../../../model/profile.ts'
import { useEngine } from '../../app/engine.ts'
import { go } from '../../app/navigation.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useLive } from '../live/live-store.ts'
import { refreshProfiles, saveProfile, useProfiles } from '../profiles/profiles-store.ts'
import { SaveProfileDialog } from '../profiles/save-profile-dialog.tsx'
import { AddContender } from './add-contender.tsx'
import { AdvancedEditor } from './advanced-editor.tsx'
import styles from './compare.module.css'
import { editDraft, openProfile, useCompare } from './compare-store.ts'
import { ContenderDrawer } from './contender-drawer.tsx'
import { ContenderList } from './contender-list.tsx'
import { removeContender, sameProfile } from './edit-profile.ts'
import { coresOf } from './knobs.ts'
import { LoadEditor } from './load-editor.tsx'
import { ObjectivesEditor } from './objectives-editor.tsx'
import { ProfilePicker } from './profile-picker.tsx'
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
  const [advanced, setAdvanced] = useState(false)
  const [saving, setSaving] = useState<Profile | null>(null)
  const edited = state.source === null || !sameProfile(state.source.profile, draft)
  const set = (part: Partial<Profile>) => editDraft((current) => ({ ...current, ...part }))
  const run = (): void => {
    if (activeRunId === null && state.planError === null) void runAndWatch(draft)
  }
  useHotkeys([['mod+Enter', run]], [])
  const save = (): void => {
    saveProfile(draft)
      .then((entry) => {
        openProfile(entry)
        notifyDone(`Saved “${entry.profile.name}”.`)
      })
      .catch((error: unknown) => notifyFailure('Not saved', error))
  }
  return (
    <ScreenFrame
      title="Compare"
      aside={
        <ProfilePicker
          entries={entries}
          source={state.source}
          name={draft.name}
          edited={edited}
          onOpen={openProfile}
          onSave={save}
          onSaveAs={() => setSaving(draft)}
          onRevert={() => state.source !== null && openProfile(state.source)}
        />
      }
    >
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
      <div className={styles.grid}>
        <Panel label="Work">
          <WorkEditor profile={draft} manifests={manifests} onChange={(workload) => set({ workload })} />
        </Panel>
        <Panel label="Load">
          <LoadEditor
            load={draft.load}
            measureSeconds={draft.trials.measureSeconds}
            onChange={(load) => set({ load })}
          />
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
        mt="md"
        py={6}
        aria-expanded={advanced}
        onClick={() => setAdvanced((open) => !open)}
        style={{ display: 'flex', alignItems: 'center', gap: 6, color: 'var(--tr-dim)', fontSize: 13 }}
      >
        <IconChevronRight size={15} style={{ rotate: advanced ? '90deg' : '0deg' }} />
        Advanced: connections, timeout, cores, pacing, seed
      </UnstyledButton>
      <Collapse expanded={advanced}>
        <div className="tr-panel" style={{ padding: 16, marginTop: 8 }}>
          <AdvancedEditor profile={draft} onChange={set} />
        </div>
      </Collapse>
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
      <SaveProfileDialog
        profile={saving}
        suggestedName={state.source?.builtIn === true ? `My ${draft.name.toLowerCase()}` : `${draft.name} 2`}
        onClose={() => setSaving(null)}
        onSaved={openProfile}
      />
    </ScreenFrame>
  )
}
