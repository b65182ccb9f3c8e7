// An error as every screen shows it: what happened, the fix, the code; the places that are wrong where it names them.
import { Alert, Button, Code, Group, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { z } from 'zod'
import type { ErrorEnvelope } from '../../model/errors.ts'

/** The sign and the edge are red; the sentence, which is what helps, reads like any other. */
const calm = {
  root: {
    background: 'var(--tr-bad-soft)',
    border: '1px solid var(--tr-bad-line)',
  },
  icon: { color: 'var(--tr-bad)' },
  title: { color: 'var(--tr-bad)' },
  message: { color: 'var(--mantine-color-text)' },
}

const issuesSchema = z.array(z.object({ path: z.string(), expected: z.string() }))
const linesSchema = z.array(z.string())

interface Props {
  error: ErrorEnvelope
  title?: string
  /** the fix as a button, where it can be one */
  action?: { label: string; onClick: () => void }
  onClose?: () => void
  children?: ReactNode
}

export function ErrorNotice({ error, title, action, onClose, children }: Props) {
  const issues = issuesSchema.safeParse(error.context.issues)
  const lines = linesSchema.safeParse(error.context.lastLines)
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      styles={calm}
      icon={<IconAlertTriangle size={18} />}
      title={title}
      withCloseButton={onClose !== undefined}
      closeButtonLabel="Dismiss"
      {...(onClose === undefined ? {} : { onClose })}
    >
      <Text size="sm">{error.message}</Text>
      {issues.success && issues.data.length > 1 ? (
        <List size="sm" mt={6}>
          {issues.data.slice(0, 8).map((issue) => (
            <List.Item key={issue.path}>
              <Code>{issue.path}</Code> {issue.expected}
            </List.Item>
          ))}
        </List>
      ) : null}
      {lines.success && lines.data.length > 0 ? (
        <Code block mt={8} fz={11} mah={140} style={{ overflow: 'auto' }}>
          {lines.data.slice(-12).join('\n')}
        </Code>
      ) : null}
      {children}
      <Group mt={8} gap="sm" justify="space-between" align="center">
        <Text size="sm" c="dimmed">
          {error.hint} <Code fz={11}>{error.code}</Code>
        </Text>
        {action === undefined ? null : (
          <Button size="xs" variant="default" onClick={action.onClick}>
            {action.label}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
