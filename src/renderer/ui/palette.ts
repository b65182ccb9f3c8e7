// The contenders' colours and line styles. Okabe–Ito hues (Okabe & Ito 2008, "Color Universal Design"), each
// darkened or lightened until it keeps 3:1 contrast against the canvas of its scheme.

interface Hue {
  readonly name: string
  readonly light: string
  readonly dark: string
}

export const hues = [
  { name: 'blue', light: '#0072b2', dark: '#3b9ddd' },
  { name: 'vermilion', light: '#d55e00', dark: '#ee7733' },
  { name: 'green', light: '#00875f', dark: '#1fb98c' },
  { name: 'purple', light: '#b8568f', dark: '#d98bb7' },
  { name: 'sky', light: '#2f8bc6', dark: '#8ccdf2' },
  { name: 'orange', light: '#b07500', dark: '#e69f00' },
  { name: 'yellow', light: '#857a00', dark: '#f0e442' },
  { name: 'grey', light: '#3c3f47', dark: '#c9ccd4' },
] as const satisfies readonly Hue[]

export type Scheme = 'light' | 'dark'

const dashes = ['', '7 4', '2 3.5'] as const
export const dashNames = ['solid', 'dashed', 'dotted'] as const

/** `colour` is a contender's index into the palette; out of range wraps round. */
export function lineColour(colour: number, scheme: Scheme): string {
  return (hues[colour % hues.length] ?? hues[0])[scheme]
}

/** An SVG stroke-dasharray; empty for a solid line. */
export function lineDash(colour: number): string {
  return dashes[colour % dashes.length] ?? ''
}

export function lineName(colour: number): string {
  const hue = hues[colour % hues.length] ?? hues[0]
  return `${hue.name}, ${dashNames[colour % dashNames.length] ?? 'solid'} line`
}
