// What this machine is: facts, not judgements. Stored with every run.
import { z } from 'zod'

export const hostSchema = z.object({
  platform: z.string(),
  arch: z.string(),
  kernel: z.string(),
  cpuModel: z.string(),
  /** ids of the logical CPUs this process may use */
  cpus: z.array(z.number().int()),
  /** logical CPU ids grouped by physical core; one group per core */
  cores: z.array(z.array(z.number().int())),
  memoryBytes: z.number(),
  nodeVersion: z.string(),
  tailraceVersion: z.string(),
  /** `taskset` works here, so trials can be pinned */
  canPin: z.boolean(),
  virtualised: z.boolean(),
  power: z.enum(['mains', 'battery', 'unknown']),
})
export type Host = z.infer<typeof hostSchema>
