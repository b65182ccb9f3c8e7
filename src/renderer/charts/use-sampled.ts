// Slows a fast-changing value down to what a chart may redraw: 4 times a second.
import { useEffect, useRef, useState } from 'react'

export const redrawIntervalMs = 250

/** The latest `value`, handed on at most every `intervalMs`; the last one always arrives. */
export function useSampled<T>(value: T, intervalMs = redrawIntervalMs): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const last = useRef(0)
  latest.current = value
  useEffect(() => {
    if (Object.is(shown, value)) return
    const wait = Math.max(0, last.current + intervalMs - performance.now())
    const timer = setTimeout(() => {
      last.current = performance.now()
      setShown(latest.current)
    }, wait)
    return () => clearTimeout(timer)
  }, [value, shown, intervalMs])
  return shown
}
