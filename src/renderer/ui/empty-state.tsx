// A screen or panel with nothing to show yet: says what will be here and offers the one step that brings it.
import { Button, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: { label: string; onClick: () => void }
  /** inside a panel, where a whole screen's height would be too much */
  compact?: boolean
}

export function EmptyState({ icon, title, children, action, compact = false }: Props) {
  return (
    <Stack align="center" justify="center" gap="sm" mih={compact ? 190 : 420} ta="center" px="xl">
      <div style={{ color: 'var(--tr-faint)' }}>{icon}</div>
      <Title order={2} fz={compact ? 15 : 18}>
        {title}
      </Title>
      <Text c="dimmed" size="sm" maw={420}>
        {children}
      </Text>
      {action === undefined ? null : (
        <Button mt="sm" onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </Stack>
  )
}
