// A question before something that cannot be taken back. The safe answer has the focus.
import { Button, Group, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  opened: boolean
  title: string
  children: ReactNode
  confirm: string
  confirmTestId?: string
  danger?: boolean
  keep: string
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

export function Question(props: Props) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} centered size="sm">
      <Text size="sm" c="dimmed">
        {props.children}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {props.keep}
        </Button>
        <Button
          color={props.danger === true ? 'red' : 'iris'}
          loading={props.busy === true}
          onClick={props.onConfirm}
          data-testid={props.confirmTestId}
        >
          {props.confirm}
        </Button>
      </Group>
    </Modal>
  )
}
