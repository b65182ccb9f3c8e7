// Whatever was thrown, as the envelope a screen can show. Electron's border strips classes, so shapes decide.
import { type ErrorEnvelope, errorEnvelopeSchema, toEnvelope } from '../../model/errors.ts'

export function shownError(error: unknown): ErrorEnvelope {
  const asShape = errorEnvelopeSchema.safeParse(pick(error))
  if (asShape.success) return asShape.data
  if (error instanceof Error) {
    const inMessage = error.message.indexOf('{"code"')
    if (inMessage >= 0) {
      const parsed = fromJson(error.message.slice(inMessage))
      if (parsed !== null) return parsed
    }
  }
  return toEnvelope(error)
}

function pick(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return null
  return {
    code: Reflect.get(error, 'code'),
    message: Reflect.get(error, 'message'),
    hint: Reflect.get(error, 'hint'),
    context: Reflect.get(error, 'context'),
  }
}

function fromJson(text: string): ErrorEnvelope | null {
  try {
    return errorEnvelopeSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
