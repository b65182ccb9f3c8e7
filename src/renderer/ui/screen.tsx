// The frame of every screen: a title, what belongs beside it, and the content under it.
import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}

export function ScreenFrame({ title, aside, children }: Props) {
  return (
    <>
      <Group justify="space-between" mb="lg" gap="md" wrap="nowrap" mih={36}>
        <Title order={1} fz={22} style={{ letterSpacing: '-0.015em' }}>
          {title}
        </Title>
        <Group gap="xs" wrap="nowrap">
          {aside}
        </Group>
      </Group>
      {children}
    </>
  )
}
