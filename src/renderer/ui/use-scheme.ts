// Light or dark, as computed, for what CSS variables cannot reach (chart strokes).
import { useComputedColorScheme } from '@mantine/core'
import type { Scheme } from './palette.ts'

export function useScheme(): Scheme {
  return useComputedColorScheme('light', { getInitialValueInEffect: false })
}
