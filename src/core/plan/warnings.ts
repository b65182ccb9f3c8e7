// What a reader of the plan should know before running it, as plain sentences. Pure; nothing here stops a run.
import type { Host } from '../../model/host.ts'
import type { Profile } from '../../model/profile.ts'
import { expectedService, peakRate } from './expected-load.ts'
import type { CoreSplit } from './split-cores.ts'

export interface WarningInput {
  /** as it will run */
  readonly profile: Profile
  /** as it was given */
  readonly asked: Profile
  readonly host: Host
  readonly split: CoreSplit
  readonly workers: Readonly<Record<string, number>>
}

export function planWarnings(input: WarningInput): string[] {
  return [
    ...isolationWarnings(input),
    ...oversubscription(input),
    ...connectionWarnings(input),
    ...capacityWarnings(input),
    ...loadWarnings(input),
    ...timeoutWarnings(input),
    ...hostWarnings(input),
  ]
}

function isolationWarnings({ profile, split }: WarningInput): string[] {
  const warnings: string[] = []
  if (split.isolation === 'none') {
    warnings.push(
      'Nothing is pinned here: server and generator move between cores and may disturb each other. Isolation: none.',
    )
  } else if (split.isolation === 'shared' && profile.cores === 'shared') {
    warnings.push(
      'Server and generator share every core: the generator takes time the server would have had.',
    )
  } else if (split.isolation === 'shared') {
    warnings.push('This host has a single CPU: server and generator share it, and disturb each other.')
  } else if (split.isolation === 'threads') {
    warnings.push(
      'This host has one physical core: server and generator run on its sibling threads, and slow each other.',
    )
  }
  if (profile.pacing === 'precise' && split.isolation !== 'cores') {
    warnings.push('Precise pacing polls without sleeping, on CPUs the server also needs; auto would sleep.')
  }
  return warnings
}

/** One sentence per number of workers, not one per contender. */
function oversubscription({ profile, split, workers }: WarningInput): string[] {
  const labels = new Map<number, string[]>()
  for (const contender of profile.contenders) {
    const count = workers[contender.id] ?? 1
    if (count > split.serverCores) labels.set(count, [...(labels.get(count) ?? []), contender.label])
  }
  return [...labels].map(([count, names]) => {
    const verb = names.length === 1 ? 'has' : 'have'
    return `${list(names)} ${verb} ${count} workers for ${cores(split.serverCores)}: they take turns, which shows in the tail.`
  })
}

/** Little's law: requests in flight = rate × time each is held. */
function connectionWarnings({ profile, asked }: WarningInput): string[] {
  const { load, workload, trials } = profile
  if (profile.connections > asked.connections) {
    const what =
      load.kind === 'closed' ? `${profile.connections} users` : `A burst of ${profile.connections} at once`
    const verb = load.kind === 'closed' ? 'need' : 'needs'
    return [
      `${what} ${verb} ${profile.connections} connections, not ${asked.connections}: that many are opened.`,
    ]
  }
  const service = expectedService(workload)
  if (load.kind !== 'open' || service === null) return []
  const rate = peakRate(load.rate, trials.measureSeconds)
  const mean = (rate * (service.waitMs + service.busyMs)) / 1_000
  // Poisson arrivals make the number in flight Poisson too: three standard deviations cover it.
  const needed = Math.ceil(mean + (load.arrivals === 'poisson' ? 3 * Math.sqrt(mean) : 0) - 1e-9)
  if (needed <= profile.connections) return []
  return [
    `${number(rate)} requests/s of ${number(service.waitMs + service.busyMs)} ms keep about ${needed} in flight; with ` +
      `${profile.connections} connections some wait for one, and that wait is in the response time. Give at least ${needed}.`,
  ]
}

/** More work than there are cores or loops to do it: the queue grows as long as the trial lasts. */
function capacityWarnings({ profile, split, workers }: WarningInput): string[] {
  const { load, workload, trials } = profile
  const service = expectedService(workload)
  if (load.kind !== 'open' || service === null || service.busyMs === 0) return []
  const rate = peakRate(load.rate, trials.measureSeconds)
  const needed = (rate * service.busyMs) / 1_000
  if (workload.kind !== 'blocking') {
    if (needed < split.serverCores) return []
    return [
      `${number(rate)} requests/s of ${number(service.busyMs)} ms CPU need ${number(needed)} cores and the server has ` +
        `${split.serverCores}: expect it to be overloaded.`,
    ]
  }
  const over = profile.contenders.filter((contender) => {
    const offloaded = (contender.knobs.offload ?? 'inline') !== 'inline'
    return !offloaded && needed >= (workers[contender.id] ?? 1)
  })
  if (over.length === 0) return []
  return [
    `${number(rate)} requests/s that each block for ${number(service.busyMs)} ms need ${number(needed)} workers: expect ` +
      `${list(over.map((contender) => contender.label))} to be overloaded.`,
  ]
}

function loadWarnings({ profile }: WarningInput): string[] {
  const { load, trials } = profile
  if (load.kind === 'closed') {
    return [
      'Closed loop: users wait for their answer before they ask again, so an overloaded server is asked less. ' +
        'The times shown are service times and hide what people who do not wait would see.',
    ]
  }
  if (load.kind !== 'open') return []
  const shape = load.rate
  if (shape.shape === 'spike' && shape.spikeAtSeconds >= trials.measureSeconds) {
    return [
      `The spike at ${number(shape.spikeAtSeconds)} s lies after the ${number(trials.measureSeconds)} s that are measured.`,
    ]
  }
  if (shape.shape === 'steps' && stepsAboveNothing(shape) * shape.stepSeconds < trials.measureSeconds) {
    return ['The rate steps down to nothing before the measured time ends.']
  }
  return []
}

/** How many steps have a rate above zero. */
function stepsAboveNothing(shape: { fromPerSecond: number; stepPerSecond: number }): number {
  return shape.stepPerSecond >= 0
    ? Number.POSITIVE_INFINITY
    : Math.ceil(shape.fromPerSecond / -shape.stepPerSecond)
}

function timeoutWarnings({ profile }: WarningInput): string[] {
  const { timeoutMs, trials, workload } = profile
  const service = expectedService(workload)
  if (service !== null && service.waitMs + service.busyMs >= timeoutMs) {
    return [
      `The timeout of ${number(timeoutMs)} ms is shorter than the work of ` +
        `${number(service.waitMs + service.busyMs)} ms: requests will fail.`,
    ]
  }
  const seconds = timeoutMs / 1_000
  if (seconds <= Math.max(10, trials.measureSeconds)) return []
  return [
    `The timeout of ${number(seconds)} s is longer than the ${number(trials.measureSeconds)} s measured: a server that ` +
      `stops answering keeps its trial waiting that much longer.`,
  ]
}

function hostWarnings({ host }: WarningInput): string[] {
  if (host.power !== 'battery') return []
  return [
    'This machine runs on battery: its clock speed may change between trials. Plug it in for a fair comparison.',
  ]
}

function cores(count: number): string {
  return count === 1 ? '1 server core' : `${count} server cores`
}

function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 })
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
