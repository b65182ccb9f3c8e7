// Contenders that could not be had, each with the reason and the fix; the others run on.
import { Stack } from '@mantine/core'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Contender } from '../../../model/profile.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'

interface Props {
  missing: readonly { contenderId: string; error: ErrorEnvelope }[]
  contenders: readonly Contender[]
}

export function MissingList({ missing, contenders }: Props) {
  if (missing.length === 0) return null
  return (
    <Stack gap="sm" mb="md">
      {missing.map(({ contenderId, error }) => {
        const label = contenders.find((one) => one.id === contenderId)?.label ?? contenderId
        return (
          <ErrorNotice key={contenderId} error={error} title={`${label} is left out; the others go on`} />
        )
      })}
    </Stack>
  )
}
