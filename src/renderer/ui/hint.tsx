// A value with its reason behind it: a tooltip that the pointer and the keyboard both reach.
import { Tooltip, UnstyledButton } from '@mantine/core'
import type { CSSProperties, ReactNode } from 'react'

interface Props {
  label: string
  /** a dotted underline says that there is more to know */
  underline?: boolean
  className?: string | undefined
  style?: CSSProperties
  children: ReactNode
}

export function Hint({ label, underline = false, className, style, children }: Props) {
  const line = underline ? { borderBottom: '1px dotted var(--tr-faint)' } : {}
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton
        component="button"
        className={className}
        style={{
          cursor: 'help',
          ...(className === undefined ? { font: 'inherit', color: 'inherit' } : {}),
          ...line,
          ...style,
        }}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  )
}
