// Something is being fetched or done: never a spinner without words.
import { Group, Loader, Text } from '@mantine/core'

export function Waiting({ what }: { what: string }) {
  return (
    <Group justify="center" gap="sm" mih={200} role="status">
      <Loader size="xs" color="gray" />
      <Text size="sm" c="dimmed">
        {what}
      </Text>
    </Group>
  )
}
