// A screen or panel with nothing to show yet: says what will be here and offers the one step that brings it.
import { Button, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  icon: ReactNode
  title: string
  children: ReactNode
  action?: { label: string; onClick: () => void }
}

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <Stack align="center" justify="center" gap="sm" mih={360} ta="center" px="xl">
      <div style={{ color: 'var(--tr-faint)' }}>{icon}</div>
      <Title order={2} fz={18}>
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
