// Turns what pip and uv print into progress: how many packages of the lock file, how many megabytes, how long.
import type { ProvisionProgress } from '../backend.ts'

const bytesOfUnit: Record<string, number> = { B: 1, K: 1e3, M: 1e6, G: 1e9 }

export class PackageProgress {
  readonly #total: number
  readonly #report: (progress: ProvisionProgress) => void
  readonly #started = performance.now()
  #step = 'packages'
  #seen = 0
  #bytes = 0

  /** `lock` is the text of the lock file: one `name==version` per package. */
  constructor(lock: string, report: (progress: ProvisionProgress) => void) {
    this.#total = [...lock.matchAll(/^[A-Za-z0-9][\w.-]*(\[[^\]]*\])?==/gm)].length
    this.#report = report
  }

  step(name: string): void {
    this.#step = name
    this.#seen = 0
    this.#tell('')
  }

  /** One line of the tool's output. */
  line(text: string): void {
    if (/^\s*(Collecting |\+ )/.test(text)) this.#seen += 1
    const size = /^\s*Download(?:ing|ed) .*\(([\d.]+)\s*([KMG]?)i?B\)/i.exec(text)
    if (size !== null) this.#bytes += Number(size[1]) * (bytesOfUnit[(size[2] || 'B').toUpperCase()] ?? 1)
    this.#tell(text.trim())
  }

  #tell(text: string): void {
    const seconds = Math.round((performance.now() - this.#started) / 1000)
    const parts = [text.slice(0, 120), `${(this.#bytes / 1e6).toFixed(1)} MB`, `${seconds} s`]
    const fraction = this.#total === 0 || this.#seen === 0 ? null : Math.min(0.99, this.#seen / this.#total)
    this.#report({ step: this.#step, fraction, detail: parts.filter((part) => part !== '').join(' · ') })
  }
}
