// Numbers as people read them: the largest sensible unit, three significant digits. Pure; knows no screen.

const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** 1234567 → `1,234,567` */
export function formatCount(value: number): string {
  return integers.format(value)
}

/** Three significant digits, never exponents, no trailing zeros after a point that carry nothing. */
export function threeDigits(value: number): string {
  const size = Math.abs(value)
  if (size >= 100) return formatCount(value)
  const text = size >= 10 ? value.toFixed(1) : value.toFixed(2)
  return text.replace(/\.?0+$/, '')
}

/** Microseconds in µs, ms, s or min. */
export function formatLatency(us: number): string {
  if (!Number.isFinite(us)) return '∞'
  const size = Math.abs(us)
  if (size < 999.5) return `${threeDigits(us)} µs`
  if (size < 999_500) return `${threeDigits(us / 1_000)} ms`
  if (size < 120_000_000) return `${threeDigits(us / 1_000_000)} s`
  return `${threeDigits(us / 60_000_000)} min`
}

/** The label of a log tick: exact for 1, 2 and 5 times a power of ten. */
export function formatLatencyTick(us: number): string {
  return formatLatency(us).replace(/\.0+ /, ' ')
}

/** Seconds as `8 s`, `2 min`, `2 min 30 s`, `1 h 5 min`; to the whole second. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

/** An estimate: rounded so that it does not promise more than it knows. */
export function formatEstimate(seconds: number): string {
  if (seconds < 60) return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s`
  if (seconds < 600) {
    const halves = Math.round(seconds / 30)
    return halves % 2 === 0 ? `${halves / 2} min` : `${Math.floor(halves / 2)} min 30 s`
  }
  return formatSeconds(Math.round(seconds / 60) * 60)
}

/** Per second. */
export function formatRate(perSecond: number): string {
  return `${threeDigits(perSecond)}/s`
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Decimal units: 1 MB is 10⁶ bytes. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit: string = byteUnits[0]
  for (const next of byteUnits) {
    unit = next
    if (Math.abs(value) < 1_000) break
    if (next !== 'TB') value /= 1_000
  }
  return `${threeDigits(value)} ${unit}`
}

/** 0.0123 → `1.23 %` */
export function formatShare(share: number): string {
  return `${threeDigits(share * 100)} %`
}

export function formatRatio(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)}×`
}

/** `1 trial`, `3 trials` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const percentileLabels = { p50: 'p50', p90: 'p90', p99: 'p99', p999: 'p99.9', max: 'max' } as const
export type PercentileKey = keyof typeof percentileLabels

export function percentileLabel(key: PercentileKey): string {
  return percentileLabels[key]
}

/** Local day and time of an ISO stamp. */
export function formatMoment(iso: string): string {
  const moment = new Date(iso)
  if (Number.isNaN(moment.getTime())) return iso
  return moment.toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}
