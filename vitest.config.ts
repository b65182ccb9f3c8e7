// Three projects: unit (fast, part of `npm run check`), integration (real servers), e2e (real shells, browsers).
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** One file at a time, after the group before it: real servers under load disturb each other's measurements. */
const heavy = (groupOrder: number) => ({
  fileParallelism: false,
  testTimeout: 120_000,
  hookTimeout: 300_000,
  sequence: { groupOrder },
})

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [react()],
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/integration/**', 'test/e2e/**'],
          // Explicit: the default group runs last where there is one worker only.
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...heavy(2) } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...heavy(3) } },
    ],
  },
})
