// The secret that lets this page speak to the engine: it comes once in the address, and must not stay there.

const storageKey = 'tailrace-token'

interface Place {
  readonly location: { hash: string; pathname: string; search: string }
  readonly history: { replaceState(data: unknown, unused: string, url: string): void }
  readonly storage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
}

/** Takes `#token=…` out of the address bar into the session storage; later loads find it there. Null: none. */
export function takeToken(place: Place): string | null {
  const fragment = new URLSearchParams(place.location.hash.replace(/^#/, ''))
  const fresh = fragment.get('token')
  if (fresh === null || fresh === '') return place.storage.getItem(storageKey)
  place.storage.setItem(storageKey, fresh)
  place.history.replaceState(null, '', place.location.pathname + place.location.search)
  return fresh
}
