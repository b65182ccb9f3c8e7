// Keeps this machine awake while a run goes on: a suspended laptop measures nothing. Knows only that a run goes on.
import { powerSaveBlocker } from 'electron'
import type { Handler } from '../ipc/channel.ts'

/** Returns the function that stops watching and lets the machine sleep again. */
export function stayAwakeDuringRuns(engine: Handler): () => void {
  let blocker: number | null = null
  const release = (): void => {
    if (blocker !== null) powerSaveBlocker.stop(blocker)
    blocker = null
  }
  const remove = engine.onEvent((name, payload) => {
    if (name === 'engine') release()
    const type = name === 'run' && isTyped(payload) ? payload.type : null
    if (type === 'finished') release()
    else if (type === 'progress') blocker ??= powerSaveBlocker.start('prevent-app-suspension')
  })
  return () => {
    remove()
    release()
  }
}

function isTyped(payload: unknown): payload is { type: unknown } {
  return typeof payload === 'object' && payload !== null && 'type' in payload
}
