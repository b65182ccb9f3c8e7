// The screens and the command line mean the same by Quick, Solid and Publish.
import { expect, test } from 'vitest'
import { trialPresets as corePresets } from '../../../src/core/profile/trial-presets.ts'
import { trialPresets, withTrialPreset } from '../../../src/renderer/features/compare/trial-presets.ts'

test('the presets are those of the core', () => {
  expect(trialPresets).toEqual(corePresets)
})

test('custom starts from what was there', () => {
  expect(withTrialPreset(trialPresets.solid, 'custom')).toEqual({ ...trialPresets.solid, preset: 'custom' })
})
