// A validity gate's id as a few words; ids nobody listed here are spelt out.

const names: Readonly<Record<string, string>> = {
  schedule: 'Sent on schedule',
  ruler: 'Ruler’s own error',
  pauses: 'Generator pauses',
  'generator-cpu': 'Generator CPU',
  'truth-probes': 'Server is what it claims',
  'closed-loop': 'Users in flight',
}

export function gateName(id: string): string {
  const known = names[id]
  if (known !== undefined) return known
  const words = id.replace(/[-_.]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
