// The contenders' marks: told apart by line style as well as by colour, and legible on both canvases.
import { expect, test } from 'vitest'
import { hues, lineColour, lineDash, lineName } from '../../../src/renderer/ui/palette.ts'

const canvas = { light: '#ffffff', dark: '#1a1c22' } as const

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((left, right) => right - left)
  return (high + 0.05) / (low + 0.05)
}

test.each(['light', 'dark'] as const)(
  'every colour stands out 3:1 on the %s canvas (WCAG 1.4.11)',
  (scheme) => {
    for (const hue of hues) {
      expect(contrast(hue[scheme], canvas[scheme]), `${hue.name} on ${scheme}`).toBeGreaterThanOrEqual(3)
    }
  },
)

test('neighbours in the palette differ in line style, so colour is never the only sign', () => {
  for (let colour = 0; colour < hues.length - 1; colour += 1) {
    expect(lineDash(colour)).not.toBe(lineDash(colour + 1))
  }
})

test('a colour beyond the palette wraps round instead of vanishing', () => {
  expect(lineColour(8, 'dark')).toBe(lineColour(0, 'dark'))
  expect(lineName(1)).toBe('vermilion, dashed line')
})
