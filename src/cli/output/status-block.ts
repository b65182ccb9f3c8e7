// The last lines of a terminal, redrawn in place below lines that stay. Knows nothing of runs.
import { clearScreenDown, cursorTo, moveCursor } from 'node:readline'

export interface StatusBlock {
  /** prints a line that stays, above the block */
  line(text: string): void
  draw(lines: readonly string[]): void
  /** removes the block; the cursor is shown again */
  close(): void
}

/** Draws on `stream`, which must be a terminal. */
export function createStatusBlock(stream: NodeJS.WriteStream): StatusBlock {
  let drawn: readonly string[] = []
  const showCursor = (): void => {
    stream.write('\u001b[?25h')
  }
  const erase = (): void => {
    if (drawn.length === 0) return
    moveCursor(stream, 0, -drawn.length)
    cursorTo(stream, 0)
    clearScreenDown(stream)
  }
  const put = (lines: readonly string[]): void => {
    for (const line of lines) stream.write(`${line}\n`)
    drawn = lines
  }
  stream.write('\u001b[?25l')
  process.on('exit', showCursor)
  return {
    line(text) {
      const lines = drawn
      erase()
      stream.write(`${text}\n`)
      put(lines)
    },
    draw(lines) {
      erase()
      put(lines)
    },
    close() {
      erase()
      drawn = []
      showCursor()
      process.off('exit', showCursor)
    },
  }
}
