// A gate's id as a few words; ids nobody listed here are spelt out.

export function gateName(id: string): string {
  const words = id.replace(/[-_.]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
