// A small manifest to vary in the tests of this folder.
import { type Manifest, manifestSchema } from '../../../src/model/manifest.ts'

/** A runtime with one knob of each type, a refusal and a preset; `changes` replace whole fields. */
export function makeManifest(changes: Partial<Record<keyof Manifest, unknown>> = {}): Manifest {
  return manifestSchema.parse({ ...plainManifest(), ...changes })
}

/** The same as it would lie in a file. */
export function plainManifest(): Record<string, unknown> {
  return {
    schema: 'tailrace.runtime',
    version: 1,
    id: 'sample',
    name: 'Sample',
    description: 'A runtime for tests.',
    language: 'JavaScript',
    process: { kind: 'node', entry: 'server.ts' },
    knobs: [
      {
        id: 'workers',
        label: 'Workers',
        help: '',
        type: 'integer',
        minimum: 1,
        maximum: 8,
        default: 'cores',
      },
      {
        id: 'topology',
        label: 'Topology',
        help: '',
        type: 'choice',
        choices: [
          { value: 'single', label: 'Single' },
          { value: 'cluster', label: 'Cluster', expects: { loop: 'clustered' } },
        ],
        default: 'cluster',
      },
      { id: 'offload', label: 'Offload', help: '', type: 'switch', default: false },
    ],
    workers: { knob: 'workers', oneWhen: { topology: 'single' } },
    refuses: [
      { when: { topology: 'single', offload: true }, reason: 'one process has nobody to offload to' },
    ],
    workloads: ['hello'],
    expects: { gil: 'none' },
    presets: [{ id: 'sample-cluster', label: 'Cluster', description: '', knobs: { topology: 'cluster' } }],
  }
}
