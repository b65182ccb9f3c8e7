// Which screen is open, kept in the address so that reload and the back button work. Knows no screen's content.
import { create } from 'zustand'

export const screens = ['compare', 'live', 'results', 'profiles'] as const
export type Screen = (typeof screens)[number]

interface Place {
  screen: Screen
  /** results: the run shown; null: the newest */
  runId: string | null
}

/** `#/results/<run>` and the like; anything else is Compare. */
export function parsePlace(hash: string): Place {
  const [name, argument] = hash.replace(/^#\/?/, '').split('/')
  const screen = screens.find((candidate) => candidate === name) ?? 'compare'
  const runId = screen === 'results' && argument !== undefined && argument !== '' ? argument : null
  return { screen, runId: runId === null ? null : decodeURIComponent(runId) }
}

export function placeHash(place: Place): string {
  const argument = place.runId === null ? '' : `/${encodeURIComponent(place.runId)}`
  return `#/${place.screen}${argument}`
}

export const usePlace = create<Place>(() => ({ screen: 'compare', runId: null }))

export function go(screen: Screen, runId: string | null = null): void {
  const hash = placeHash({ screen, runId })
  if (location.hash === hash) usePlace.setState({ screen, runId })
  else location.hash = hash
}

/** Follows the address bar from now on. */
export function followAddress(): () => void {
  const read = (): void => usePlace.setState(parsePlace(location.hash))
  read()
  window.addEventListener('hashchange', read)
  return () => window.removeEventListener('hashchange', read)
}
