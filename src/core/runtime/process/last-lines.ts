// Keeps the end of a program's output for error messages, bounded however much it prints.

export class LastLines {
  readonly #lines: string[] = []
  readonly #limit: number

  constructor(limit = 20) {
    this.#limit = limit
  }

  add(line: string): void {
    if (line.trim() === '') return
    this.#lines.push(line.length > 400 ? `${line.slice(0, 399)}…` : line)
    if (this.#lines.length > this.#limit) this.#lines.shift()
  }

  get(): string[] {
    return [...this.#lines]
  }
}
