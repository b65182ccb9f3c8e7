// Short words at the edge of the window: something was done, or failed in passing.
import { notifications } from '@mantine/notifications'
import { shownError } from './shown-error.ts'

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'gray', withBorder: true, autoClose: 4_000 })
}

export function notifyFailure(title: string, error: unknown): void {
  const shown = shownError(error)
  notifications.show({
    title,
    message: `${shown.message} ${shown.hint} (${shown.code})`,
    color: 'red',
    withBorder: true,
    autoClose: 12_000,
  })
}
