// Colours for a terminal, none where it is not one or NO_COLOR is set. Pure but for the stream it asks.
import { styleText } from 'node:util'

export interface Paint {
  dim(text: string): string
  bold(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
}

/** `colours` false: the text as it is. */
export function createPaint(colours: boolean): Paint {
  const style =
    (name: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      colours ? styleText(name, text, { validateStream: false }) : text
  return {
    dim: style('dim'),
    bold: style('bold'),
    good: style('green'),
    bad: style('red'),
    warn: style('yellow'),
  }
}

/** NO_COLOR (no-color.org) wins over FORCE_COLOR; a pipe gets none. */
export function wantsColours(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false
  const forced = environment.FORCE_COLOR
  if (forced !== undefined) return forced !== '0'
  return stream.isTTY === true && environment.TERM !== 'dumb'
}
