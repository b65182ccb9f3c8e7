// Profiles: the built-in ones and your own; open, duplicate, rename, delete, import and export.
import { Button, FileButton, Text } from '@mantine/core'
import { IconFileImport, IconFiles } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { shownError } from '../../ui/shown-error.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ProfileRow } from './profile-row.tsx'
import styles from './profiles.module.css'
import { importProfile, refreshProfiles, useProfiles } from './profiles-store.ts'

interface FailedImport {
  file: string
  error: ErrorEnvelope
}

export function ProfilesScreen() {
  const [failed, setFailed] = useState<FailedImport | null>(null)
  const take = async (files: readonly File[]): Promise<void> => {
    setFailed(null)
    for (const file of files) {
      try {
        const entry = await importProfile(await file.text())
        notifyDone(`Imported “${entry.profile.name}”.`)
      } catch (error) {
        setFailed({ file: file.name, error: shownError(error) })
      }
    }
  }
  return (
    <FileDrop onFiles={(files) => void take(files)}>
      <ScreenFrame title="Profiles" aside={<ImportButton onFiles={(files) => void take(files)} />}>
        {failed === null ? null : (
          <div style={{ marginBottom: 16 }} data-testid="import-error">
            <ErrorNotice
              error={failed.error}
              title={`${failed.file} was not imported`}
              onClose={() => setFailed(null)}
            />
          </div>
        )}
        <ProfileLists />
      </ScreenFrame>
    </FileDrop>
  )
}

function ImportButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  return (
    <FileButton accept="application/json,.json" multiple onChange={onFiles}>
      {(props) => (
        <Button
          {...props}
          variant="default"
          leftSection={<IconFileImport size={16} />}
          data-testid="profile-import"
        >
          Import…
        </Button>
      )}
    </FileButton>
  )
}

function ProfileLists() {
  const { entries, error } = useProfiles()
  if (entries === null && error !== null) {
    return (
      <ErrorNotice
        error={error}
        title="The profiles could not be fetched"
        action={{ label: 'Try again', onClick: () => void refreshProfiles() }}
      />
    )
  }
  if (entries === null) return <Waiting what="Fetching the profiles…" />
  const rows = (list: readonly ProfileEntry[]) =>
    list.map((entry) => <ProfileRow key={entry.profile.id} entry={entry} />)
  const own = entries.filter((entry) => !entry.builtIn)
  return (
    <>
      <Panel label="Yours" flush>
        {own.length === 0 ? <EmptyOwn /> : rows(own)}
      </Panel>
      <Panel label="Built in" flush style={{ marginTop: 16 }}>
        {rows(entries.filter((entry) => entry.builtIn))}
      </Panel>
      <Text fz={12.5} c="dimmed" mt="md">
        A profile is one JSON file. Drop one anywhere on this page to import it.
      </Text>
    </>
  )
}

function EmptyOwn() {
  return (
    <div className={styles.emptyOwn}>
      <EmptyState icon={<IconFiles size={36} stroke={1.25} />} title="None of your own yet" compact>
        Change anything on Compare and choose “Save as…”, or duplicate one of the built-in profiles below.
      </EmptyState>
    </div>
  )
}
