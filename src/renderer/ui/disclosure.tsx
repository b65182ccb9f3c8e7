// A panel that opens: a question as its title, a few words on what is inside, and the answer.
import { Text } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import styles from './disclosure.module.css'

interface Props {
  title: string
  /** beside the title: what opening it will show */
  note?: string
  initiallyOpen?: boolean
  /** made only while open */
  children: ReactNode
}

export function Disclosure({ title, note, initiallyOpen = false, children }: Props) {
  const [open, setOpen] = useState(initiallyOpen)
  return (
    <details
      className={`tr-panel ${styles.root}`}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <IconChevronRight size={16} className={styles.chevron} aria-hidden />
        {title}
        {note === undefined ? null : (
          <Text span c="dimmed" size="sm" fw={400}>
            {note}
          </Text>
        )}
      </summary>
      {open ? children : null}
    </details>
  )
}
