// What the address bar holds: the token for a moment, the open screen always.
import { describe, expect, test } from 'vitest'
import { parsePlace, placeHash } from '../../../src/renderer/app/navigation.ts'
import { takeToken } from '../../../src/renderer/app/token.ts'

function makePlace(hash: string, stored: string | null = null) {
  const seen: { url: string | null; stored: string | null } = { url: null, stored }
  return {
    seen,
    location: { hash, pathname: '/', search: '' },
    history: {
      replaceState(_data: unknown, _unused: string, url: string) {
        seen.url = url
      },
    },
    storage: {
      getItem: () => seen.stored,
      setItem(_key: string, value: string) {
        seen.stored = value
      },
    },
  }
}

describe('takeToken', () => {
  test('keeps the token for this tab and removes it from the address bar', () => {
    const place = makePlace('#token=abc-123_x')
    expect(takeToken(place)).toBe('abc-123_x')
    expect(place.seen).toEqual({ url: '/', stored: 'abc-123_x' })
  })

  test('finds it again after a reload, without touching the address', () => {
    const place = makePlace('#/results/run-1', 'abc')
    expect(takeToken(place)).toBe('abc')
    expect(place.seen.url).toBeNull()
  })

  test('a new link wins over an old token', () => {
    expect(takeToken(makePlace('#token=new', 'old'))).toBe('new')
  })

  test('without any there is none', () => {
    expect(takeToken(makePlace(''))).toBeNull()
  })
})

describe('the open screen', () => {
  test('survives a reload', () => {
    for (const place of [
      { screen: 'live', runId: null },
      { screen: 'results', runId: 'run 1/2' },
    ] as const) {
      expect(parsePlace(placeHash(place))).toEqual(place)
    }
  })

  test('is Compare where the address says nothing we know', () => {
    expect(parsePlace('#/settings')).toEqual({ screen: 'compare', runId: null })
    expect(parsePlace('')).toEqual({ screen: 'compare', runId: null })
  })
})
