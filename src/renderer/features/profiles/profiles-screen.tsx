// Profiles: the built-in ones and your own; open, duplicate, rename, delete, import and export.
import { Button, FileButton, Text } from '@mantine/core'
import { IconFileImport, IconFiles } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { shownError } from '../../ui/shown-error.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { ProfileRow } from './profile-row.tsx'
import styles from './profiles.module.css'
import { importProfile, refreshProfiles, useProfiles } from './profiles-store.ts'

export function ProfilesScreen() {
  const { entries, error } = useProfiles()
  const [importError, setImportError] = useState<{ error: ErrorEnvelope; file: string } | null>(null)
  const [over, setOver] = useState(false)
  const take = async (files: readonly File[]): Promise<void> => {
    setImportError(null)
    for (const file of files) {
      try {
        const entry = await importProfile(await file.text())
        notifyDone(`Imported “${entry.profile.name}”.`)
      } catch (failure) {
        setImportError({ error: shownError(failure), file: file.name })
      }
    }
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void take([...event.dataTransfer.files])
  }
  const own = entries?.filter((entry) => !entry.builtIn) ?? []
  const builtIn = entries?.filter((entry) => entry.builtIn) ?? []
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shortcut for the Import button
    <div
      className={styles.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false)
      }}
      onDrop={drop}
    >
      <ScreenFrame
        title="Profiles"
        aside={
          <FileButton accept="application/json,.json" multiple onChange={(files) => void take(files)}>
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
        }
      >
        {importError === null ? null : (
          <div style={{ marginBottom: 16 }} data-testid="import-error">
            <ErrorNotice
              error={importError.error}
              title={`${importError.file} was not imported`}
              onClose={() => setImportError(null)}
            />
          </div>
        )}
        {entries === null ? (
          error === null ? (
            <Waiting what="Fetching the profiles…" />
          ) : (
            <ErrorNotice
              error={error}
              title="The profiles could not be fetched"
              action={{ label: 'Try again', onClick: () => void refreshProfiles() }}
            />
          )
        ) : (
          <>
            <Panel label="Yours" flush>
              {own.length === 0 ? (
                <EmptyOwn />
              ) : (
                own.map((entry) => <ProfileRow key={entry.profile.id} entry={entry} />)
              )}
            </Panel>
            <Panel label="Built in" flush style={{ marginTop: 16 }}>
              {builtIn.map((entry) => (
                <ProfileRow key={entry.profile.id} entry={entry} />
              ))}
            </Panel>
            <Text fz={12.5} c="dimmed" mt="md">
              A profile is one JSON file. Drop one anywhere on this page to import it.
            </Text>
          </>
        )}
      </ScreenFrame>
    </div>
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
