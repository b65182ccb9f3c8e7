// The three ways to spend time on a comparison (METHOD §4). Knows durations, nothing of what is measured.
import type { Trials } from '../../model/profile.ts'

export type TrialPreset = Exclude<Trials['preset'], 'custom'>

/** Quick gives an indication; Solid and Publish give verdicts. `warmUpSeconds` is the least where steadiness decides. */
export const trialPresets: Readonly<Record<TrialPreset, Trials>> = {
  quick: {
    preset: 'quick',
    blocks: 3,
    warmUpSeconds: 5,
    warmUpUntilSteady: false,
    measureSeconds: 8,
    coolDownSeconds: 1,
  },
  solid: {
    preset: 'solid',
    blocks: 5,
    warmUpSeconds: 15,
    warmUpUntilSteady: true,
    measureSeconds: 30,
    coolDownSeconds: 1,
  },
  publish: {
    preset: 'publish',
    blocks: 10,
    warmUpSeconds: 15,
    warmUpUntilSteady: true,
    measureSeconds: 60,
    coolDownSeconds: 1,
  },
}
