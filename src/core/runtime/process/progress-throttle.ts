// Progress comes with every line a tool prints and every chunk of a download; people need a few a second.
import type { ProvisionProgress } from '../backend.ts'

type Report = (progress: ProvisionProgress) => void

/** Passes the first report of each step at once, and then at most one per `periodMs`. */
export function throttleProgress(report: Report, periodMs = 250, now = () => performance.now()): Report {
  let step: string | null = null
  let told = 0
  return (progress) => {
    const at = now()
    if (progress.step === step && at - told < periodMs) return
    step = progress.step
    told = at
    report(progress)
  }
}
