// A part of the page that takes files dropped on it, and shows that it does while they hover.
import { type ReactNode, useState } from 'react'
import styles from './file-drop.module.css'

interface Props {
  onFiles: (files: readonly File[]) => void
  children: ReactNode
}

export function FileDrop({ onFiles, children }: Props) {
  const [over, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; a button does the same
    <div
      className={styles.area}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
    </div>
  )
}
