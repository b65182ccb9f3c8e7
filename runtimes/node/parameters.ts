// The query of a request, checked as runtimes/README.md says. What it does not know or cannot read is a 400.

/** Answered as 400 with `{"code":"bad-parameter","message":…}`. */
export class BadParameter extends Error {}

const decimal = /^\d+(\.\d+)?$/

/** Every parameter must be taken; {@link Parameters.end} refuses the rest. */
export class Parameters {
  readonly #values = new Map<string, string>()

  constructor(query: string) {
    for (const [name, value] of new URLSearchParams(query)) {
      if (this.#values.has(name)) throw new BadParameter(`${name}: given twice`)
      this.#values.set(name, value)
    }
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  text(name: string): string {
    const value = this.#values.get(name)
    if (value === undefined) throw new BadParameter(`${name}: missing`)
    this.#values.delete(name)
    return value
  }

  number(name: string, minimum: number, maximum: number): number {
    const text = this.text(name)
    const value = Number(text)
    if (decimal.test(text) && value >= minimum && value <= maximum) return value
    throw new BadParameter(`${name}: expected a number from ${minimum} to ${maximum}, got ${text}`)
  }

  integer(name: string, minimum: number, maximum: number): number {
    const value = this.number(name, minimum, maximum)
    if (Number.isInteger(value)) return value
    throw new BadParameter(`${name}: expected a whole number, got ${value}`)
  }

  end(): void {
    const [name] = this.#values.keys()
    if (name !== undefined) throw new BadParameter(`${name}: unknown parameter`)
  }
}
