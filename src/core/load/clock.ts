// The one clock of a generator thread: monotonic, so a change of the wall clock moves nothing (METHOD §1).

export interface Clock {
  /** µs since an arbitrary moment that stays the same for this thread */
  nowUs(): number
}

export const monotonicClock: Clock = {
  nowUs: () => performance.now() * 1000,
}

/** This thread's clock reading for a moment of the machine's monotonic clock (ns), which all threads share. */
export function fromMachineNs(machineNs: number): number {
  const { machine, own } = readBoth()
  return own + (machineNs - machine) / 1000
}

/** The machine's monotonic clock (ns) for a reading of this thread's clock. */
export function toMachineNs(ownUs: number): number {
  const { machine, own } = readBoth()
  return Math.round(machine + (ownUs - own) * 1000)
}

/** Both clocks at one moment: the closest of a few readings. */
function readBoth(): { machine: number; own: number } {
  let best = { machine: 0, own: 0 }
  let smallest = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = monotonicClock.nowUs()
    const machine = Number(process.hrtime.bigint())
    const after = monotonicClock.nowUs()
    if (after - before < smallest) {
      smallest = after - before
      best = { machine, own: (before + after) / 2 }
    }
  }
  return best
}
