// Every export the engine can render, saved under the name the engine gives.
import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { type ExportFormat, exportFormats } from '../../../ipc/contract.ts'
import { ask } from '../../app/engine.ts'
import { downloadText } from '../../ui/download.ts'
import { notifyFailure } from '../../ui/notify.tsx'

const words: Partial<Record<ExportFormat, string>> = {
  'summary.csv': 'a row per contender and percentile',
  'timeseries.csv': 'a row per 250 ms window',
  'trials.csv': 'a row per trial, with validity',
  'errors.csv': 'errors by kind',
  'result.json': 'everything, for machines',
}

export async function exportRun(runId: string, format: ExportFormat): Promise<void> {
  try {
    const file = await ask('export.render', { runId, format })
    downloadText(file.fileName, file.mediaType, file.text)
  } catch (error) {
    notifyFailure(`${format} could not be made`, error)
  }
}

export function ExportMenu({ runId }: { runId: string }) {
  const [busy, setBusy] = useState(false)
  const save = async (format: ExportFormat): Promise<void> => {
    setBusy(true)
    await exportRun(runId, format)
    setBusy(false)
  }
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          rightSection={<IconChevronDown size={15} />}
          loading={busy}
          data-testid="export-menu"
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exportFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void save(format)} data-testid={`export-${format}`}>
            <Text size="sm" fw={500}>
              {format}
            </Text>
            <Text size="xs" c="dimmed">
              {words[format]}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
