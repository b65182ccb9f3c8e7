// What the generator process and its parent say to each other, and the main thread and its workers.
import { z } from 'zod'
import { errorEnvelopeSchema } from '../../model/errors.ts'
import {
  generatorSummarySchema,
  type LoadSpec,
  type Phase,
  phaseSchema,
  type Window,
  windowSchema,
} from '../../model/generator.ts'
import type { Share } from './thread-load.ts'
import type { ThreadSummary } from './thread-summary.ts'

/** Parent to generator. The specification is parsed on its own, so that a mistake in it is `load.invalid`. */
export const toGeneratorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), spec: z.unknown() }),
  z.object({ type: z.literal('cancel') }),
])
export type ToGenerator = z.input<typeof toGeneratorSchema>

/** Generator to parent. */
export const fromGeneratorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('phase'), phase: phaseSchema }),
  z.object({ type: z.literal('window'), window: windowSchema }),
  z.object({ type: z.literal('done'), summary: generatorSummarySchema }),
  z.object({ type: z.literal('error'), error: errorEnvelopeSchema }),
])
export type FromGenerator = z.input<typeof fromGeneratorSchema>

/** Main thread to worker thread. Both are ours and of one build, so these are not parsed. */
export type ToWorker =
  | { type: 'connect'; spec: LoadSpec; host: string; share: Share }
  | { type: 'start'; startNs: number }
  | { type: 'end-warm-up'; atNs: number }
  | { type: 'cancel' }

export type FromWorker =
  | { type: 'connected' }
  | { type: 'phase'; phase: Phase }
  | { type: 'window'; window: Window }
  | { type: 'done'; summary: ThreadSummary }
