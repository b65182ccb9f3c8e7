// Numbers and tables as text, with their units. Pure.
import { stripVTControlCharacters } from 'node:util'

/** Three significant digits in the unit that fits: 850 µs, 104 ms, 1.32 s. */
export function formatUs(us: number): string {
  if (us < 1_000) return `${Math.round(us)} µs`
  if (us < 999_500) return `${significant(us / 1_000)} ms`
  return `${significant(us / 1_000_000)} s`
}

export function formatRate(perSecond: number): string {
  return `${perSecond >= 1_000 ? Math.round(perSecond).toLocaleString('en') : significant(perSecond)}/s`
}

export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

/** 48 s, 2 min 20 s, 1 h 5 min */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return join(Math.floor(whole / 60), 'min', whole % 60, 's')
  return join(Math.floor(whole / 3_600), 'h', Math.round((whole % 3_600) / 60), 'min')
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

function significant(value: number): string {
  if (value >= 100) return String(Math.round(value))
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** Columns two spaces apart: the first to the left, the others to the right. Colours do not count as width. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cell))
    })
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const space = ' '.repeat((widths[column] ?? 0) - width(cell))
      return column === 0 ? cell + space : space + cell
    })
    return cells.join('  ').trimEnd()
  })
}

function width(text: string): number {
  return [...stripVTControlCharacters(text)].length
}
