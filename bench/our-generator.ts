// Our generator as a benchmark uses it: on core 1, with the defaults a trial has.
import { startGenerator } from '../src/core/load/start-generator.ts'
import { type GeneratorSummary, type LoadSpec, loadSpecSchema } from '../src/model/generator.ts'

const entry = new URL('../src/core/load/generator.ts', import.meta.url).pathname

/** Runs one load and gives its summary; the process is gone afterwards. */
export async function drive(
  spec: Partial<LoadSpec> & Pick<LoadSpec, 'port' | 'load'>,
): Promise<GeneratorSummary> {
  const full = loadSpecSchema.parse({
    host: '127.0.0.1',
    path: '/',
    warmUpSeconds: 1,
    measureSeconds: 4,
    connections: 64,
    timeoutMs: 5_000,
    pacing: 'precise',
    seed: 1,
    ...spec,
  })
  await using generator = await startGenerator({ entry, nodePath: process.execPath, cpus: [1] })
  return await generator.run(full, () => undefined, new AbortController().signal)
}
