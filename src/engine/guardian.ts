// The guardian: a small process of its own session that outlives the engine by a moment. It holds a pipe to the
// engine; when that ends, the engine is dead however it died, and every process group still noted is killed.
// Entry file: knows the lines of the pipe and the operating system, nothing of Tailrace.
import { createInterface } from 'node:readline'
import { groupMembers, signalGroup } from '../core/runtime/process/process-group.ts'
import { processStartTime } from '../core/runtime/process/process-start-time.ts'

/** Start time of each guarded leader, by process group id. */
const guarded = new Map<number, string>()

/** `+<group> <start time of its leader>` notes a group, `-<group>` forgets it. */
function take(line: string): void {
  const match = /^([+-])(\d+)(?: (\S+))?$/.exec(line)
  const [, sign, group, startTime = ''] = match ?? []
  if (group === undefined || Number(group) <= 1) return
  if (sign === '+') guarded.set(Number(group), startTime)
  else guarded.delete(Number(group))
}

/**
 * A group whose leader still lives must have the same leader; one without leader cannot have been given to
 * somebody else while members are left, because its id is not used again before (credentials(7), POSIX 4.12).
 */
async function isStillOurs(group: number, startTime: string): Promise<boolean> {
  const leader = processStartTime(group)
  if (leader !== null) return leader === startTime
  return (await groupMembers(group)).length > 0
}

async function killAll(): Promise<void> {
  // Twice: a member may have forked while the first signal was on its way.
  for (let round = 0; round < 2; round++) {
    for (const [group, startTime] of guarded) {
      if (await isStillOurs(group, startTime)) signalGroup(group, 'SIGKILL')
    }
  }
}

// Ctrl+C and a closing terminal reach us too; only the end of the pipe may end us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

// Only now does nothing but the end of the pipe end us; the engine waits for this.
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) take(line)
await killAll()
process.exit(0)
