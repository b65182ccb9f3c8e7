// Differences between contenders that are not the runtime's own, as sentences for beside the result. Pure.
import type { ContenderResult, Identity } from '../../model/result.ts'

type Known = { readonly label: string; readonly identity: Identity }

/** Connections spread worse than this, and the event loop is not what is compared (METHOD §3). */
const worstWorkerShare = 1.25

export function contenderWarnings(contenders: readonly ContenderResult[]): string[] {
  const known = contenders.flatMap(({ label, identity }): Known[] =>
    identity === null ? [] : [{ label, identity }],
  )
  return [
    ...withoutPgo(known),
    ...differingParsers(known),
    ...differingVersions(known),
    ...changedIdentity(contenders),
    ...unevenWorkers(contenders),
    ...gilOn(contenders),
  ]
}

/** CPython only: distributions differ in it, where Node's own releases are all built one way. */
function withoutPgo(known: readonly Known[]): string[] {
  const slow = known.filter(
    ({ identity }) => identity.versions.python !== undefined && identity.build.pgo === false,
  )
  if (slow.length === 0) return []
  const whose = slow.length === 1 ? 'its interpreter was' : 'their interpreters were'
  return [
    `${list(slow.map(({ label }) => label))}: ${whose} built without profile-guided optimisation (PGO), ` +
      'which costs speed that is not the runtime’s own.',
  ]
}

function differingParsers(known: readonly Known[]): string[] {
  const parsers = known.flatMap(({ label, identity }) => {
    const parser = identity.settings.httpParser
    return parser === undefined ? [] : [{ label, value: String(parser) }]
  })
  if (new Set(parsers.map(({ value }) => value)).size < 2) return []
  return [
    `HTTP parsers differ: ${parsers.map(({ label, value }) => `${label} ${value}`).join(', ')}. ` +
      'Part of the difference on short requests is theirs.',
  ]
}

/** The same library or interpreter in different versions, e.g. because one has no wheel of the newer: one sentence for all. */
function differingVersions(known: readonly Known[]): string[] {
  const libraries = new Set(known.flatMap(({ identity }) => Object.keys(identity.versions)))
  const differing = [...libraries].sort().flatMap((library) => {
    const users = known.flatMap(({ label, identity }) => {
      const version = identity.versions[library]
      return version === undefined ? [] : [{ label, version }]
    })
    if (new Set(users.map(({ version }) => version)).size < 2) return []
    return [`${library} (${users.map(({ label, version }) => `${label} ${version}`).join(', ')})`]
  })
  return differing.length === 0 ? [] : [`Versions differ: ${differing.join('; ')}.`]
}

function changedIdentity(contenders: readonly ContenderResult[]): string[] {
  return contenders.flatMap(({ label, trials }) => {
    const seen = trials.flatMap(({ identity }) =>
      identity === null ? [] : [JSON.stringify([identity.versions, identity.build, identity.imageDigest])],
    )
    return new Set(seen).size < 2
      ? []
      : [`${label} was not the same in every trial: its versions or build changed during the run.`]
  })
}

function unevenWorkers(contenders: readonly ContenderResult[]): string[] {
  return contenders.flatMap(({ label, workerShare }) => {
    if (workerShare === null || workerShare <= worstWorkerShare) return []
    return [
      `${label}: its busiest worker got ${workerShare.toFixed(2)} times the mean number of requests, so its tail may come ` +
        'from how connections were spread and not from its event loop.',
    ]
  })
}

function gilOn(contenders: readonly ContenderResult[]): string[] {
  return contenders
    .filter(({ runtime, server }) => runtime.startsWith('python-freethreaded') && server?.gilEnabled === true)
    .map(({ label }) => `${label} ran with the GIL on: its threads took turns.`)
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
