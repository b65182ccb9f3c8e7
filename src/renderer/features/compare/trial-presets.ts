// The three ways to measure (METHOD §4) and what choosing one sets. Pure.
import type { Trials } from '../../../model/profile.ts'

type Preset = Exclude<Trials['preset'], 'custom'>

export const trialPresets: Record<Preset, Trials> = {
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

export const trialPresetWords: Record<Trials['preset'], string> = {
  quick: 'Medians and dots: an indication, no verdict.',
  solid: 'Five fresh servers each, warmed until steady: enough for a verdict.',
  publish: 'Ten fresh servers each, a minute apiece: numbers to stand by.',
  custom: 'Your own counts and times.',
}

export function withTrialPreset(trials: Trials, preset: Trials['preset']): Trials {
  return preset === 'custom' ? { ...trials, preset } : { ...trialPresets[preset] }
}
