// The answer in a sentence, and under it when and where it was measured.
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Result } from '../../../model/result.ts'
import { formatMoment } from '../../ui/format.ts'
import { headlineOf } from './result-words.ts'
import styles from './results.module.css'

export function HeadlineBlock({ result, aside }: { result: Result; aside: ReactNode }) {
  const headline = headlineOf(result)
  return (
    <Group
      justify="space-between"
      align="flex-start"
      wrap="nowrap"
      gap="xl"
      className={styles.headline}
      maw="none"
    >
      <div style={{ maxWidth: 860 }}>
        <Title
          order={2}
          fz={20}
          lh={1.35}
          fw={600}
          data-testid="results-headline"
          style={{ letterSpacing: '-0.01em' }}
        >
          {headline.main}
        </Title>
        {headline.rest.map((sentence) => (
          <Text key={sentence} mt={6} fz={15} c="dimmed">
            {sentence}
          </Text>
        ))}
        <Text mt={10} fz={12.5} c="dimmed">
          {result.profileName} · {formatMoment(result.startedAt)} · {result.host.cpuModel},{' '}
          {result.host.cpus.length} CPUs{result.host.virtualised ? ', virtual machine' : ''}
          {result.valid ? '' : ' · not valid as a whole'}
        </Text>
      </div>
      {aside}
    </Group>
  )
}
