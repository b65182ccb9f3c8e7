// The exit codes of DESIGN §3 and which one wins. Pure.
import type { ErrorCode } from '../model/errors.ts'
import type { Result } from '../model/result.ts'

export const exitCodes = {
  done: 0,
  objectiveFailed: 1,
  usage: 2,
  missing: 3,
  notValid: 4,
  cancelled: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const precedence: readonly ExitCode[] = [130, 2, 3, 4, 1, 0]

/** Where several apply: 130, 2, 3, 4, 1. */
export function decisive(codes: readonly ExitCode[]): ExitCode {
  return precedence.find((code) => codes.includes(code)) ?? exitCodes.done
}

const usagePrefixes = ['usage.', 'profile.', 'plan.', 'manifest.', 'runtime.']
const usageCodes: readonly ErrorCode[] = ['load.invalid', 'load.target-not-loopback', 'run.not-found']

/** What a command that could not do its work exits with. */
export function exitCodeOfError(code: ErrorCode): ExitCode {
  if (code === 'run.cancelled') return exitCodes.cancelled
  const usage = usageCodes.includes(code) || usagePrefixes.some((prefix) => code.startsWith(prefix))
  return usage ? exitCodes.usage : exitCodes.missing
}

/** What a finished run exits with. */
export function exitCodeOfResult(result: Result): ExitCode {
  const codes: ExitCode[] = []
  if (result.status === 'cancelled') codes.push(exitCodes.cancelled)
  if (result.contenders.some((contender) => contender.error !== null)) codes.push(exitCodes.missing)
  if (!result.valid || result.status !== 'completed') codes.push(exitCodes.notValid)
  if (result.objectives.some((objective) => !objective.ok)) codes.push(exitCodes.objectiveFailed)
  return decisive(codes)
}
