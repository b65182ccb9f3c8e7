// Names of the server's workers (`x-worker`), kept as bytes so that a known name costs no string. Knows no sockets.

export class WorkerNames {
  readonly names: string[] = []
  readonly #bytes: Uint8Array[] = []
  #last = 0

  /** The number of the worker whose name is in `bytes[0 … length)`; a new name gets the next number. */
  find(bytes: Uint8Array, length: number): number {
    if (this.#equals(this.#last, bytes, length)) return this.#last
    for (let index = 0; index < this.#bytes.length; index++) {
      if (this.#equals(index, bytes, length)) {
        this.#last = index
        return index
      }
    }
    const copy = bytes.slice(0, length)
    this.#bytes.push(copy)
    this.names.push(Buffer.from(copy).toString('latin1'))
    this.#last = this.names.length - 1
    return this.#last
  }

  #equals(index: number, bytes: Uint8Array, length: number): boolean {
    const known = this.#bytes[index]
    if (known === undefined || known.length !== length) return false
    for (let position = 0; position < length; position++) {
      if (known[position] !== bytes[position]) return false
    }
    return true
  }
}
