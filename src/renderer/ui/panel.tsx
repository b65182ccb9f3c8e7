// A bordered surface with a small capital label: the unit screens are laid out of.
import { Group } from '@mantine/core'
import type { CSSProperties, ReactNode } from 'react'

interface Props {
  label: string
  aside?: ReactNode
  children: ReactNode
  flush?: boolean
  style?: CSSProperties
}

export function Panel({ label, aside, children, flush = false, style }: Props) {
  return (
    <section className="tr-panel" aria-label={label} style={style}>
      <Group justify="space-between" px="md" pt="sm" pb={flush ? 'xs' : 8} mih={40} wrap="nowrap">
        <span className="tr-label">{label}</span>
        {aside}
      </Group>
      <div style={flush ? {} : { padding: '0 16px 16px' }}>{children}</div>
    </section>
  )
}
