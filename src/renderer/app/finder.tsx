// ⌘K: finds screens, profiles, runs and actions.
import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconFiles, IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import { exportFormats } from '../../ipc/contract.ts'
import { openProfile, useCompare } from '../features/compare/compare-store.ts'
import { runAndWatch } from '../features/compare/run-and-watch.ts'
import { useLive } from '../features/live/live-store.ts'
import { useProfiles } from '../features/profiles/profiles-store.ts'
import { exportRun } from '../features/results/export-menu.tsx'
import { useResults } from '../features/results/results-store.ts'
import { formatMoment } from '../ui/format.ts'
import { go, screens } from './navigation.ts'

const mostRuns = 50

export function Finder() {
  return (
    <Spotlight
      actions={useActions()}
      shortcut={['mod + K']}
      nothingFound="Nothing found."
      highlightQuery
      scrollable
      limit={12}
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Screens, profiles, runs, actions',
        'aria-label': 'Find',
      }}
    />
  )
}

function useActions(): SpotlightActionGroupData[] {
  const entries = useProfiles((state) => state.entries) ?? []
  const runs = useResults((state) => state.runs) ?? []
  const { setColorScheme } = useMantineColorScheme()
  return [
    {
      group: 'Screens',
      actions: screens.map((screen) => {
        const label = screen.charAt(0).toUpperCase() + screen.slice(1)
        return { id: `screen-${screen}`, label, onClick: () => go(screen) }
      }),
    },
    {
      group: 'Actions',
      actions: [...useRunAction(), ...useExportActions(), ...schemeActions(setColorScheme)],
    },
    {
      group: 'Profiles',
      actions: entries.map((entry) => {
        return {
          id: `profile-${entry.profile.id}`,
          label: entry.profile.name,
          description: entry.builtIn ? 'Built-in profile: open in Compare' : 'Your profile: open in Compare',
          leftSection: <IconFiles size={16} />,
          onClick: () => {
            openProfile(entry)
            go('compare')
          },
        }
      }),
    },
    {
      group: 'Runs',
      actions: runs.slice(0, mostRuns).map((run) => {
        return {
          id: `run-${run.runId}`,
          label: `${run.profileName}, ${formatMoment(run.startedAt)}`,
          description: `${run.workload} · ${run.load}`,
          onClick: () => go('results', run.runId),
        }
      }),
    },
  ]
}

function useRunAction(): SpotlightActionData[] {
  const draft = useCompare((state) => state.draft)
  const running = useLive((state) => state.status === 'running')
  if (draft === null || running) return []
  const run = (): void => {
    go('compare')
    void runAndWatch(draft)
  }
  return [{ id: 'run', label: `Run ${draft.name}`, leftSection: <IconPlayerPlay size={16} />, onClick: run }]
}

function useExportActions(): SpotlightActionData[] {
  const result = useResults((state) => state.result)
  if (result === null) return []
  return exportFormats.map((format) => {
    return {
      id: `export-${format}`,
      label: `Export ${format} of ${result.profileName}`,
      onClick: () => void exportRun(result.runId, format),
    }
  })
}

function schemeActions(set: (scheme: 'light' | 'dark' | 'auto') => void): SpotlightActionData[] {
  return [
    { id: 'scheme-light', label: 'Light theme', onClick: () => set('light') },
    { id: 'scheme-dark', label: 'Dark theme', onClick: () => set('dark') },
    { id: 'scheme-auto', label: 'Theme as the system has it', onClick: () => set('auto') },
  ]
}
