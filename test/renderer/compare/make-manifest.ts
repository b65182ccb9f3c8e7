// A manifest with a knob of every type and one refusal.
import { type Manifest, manifestSchema } from '../../../src/model/manifest.ts'

export function makeManifest(overrides: Record<string, unknown> = {}): Manifest {
  return manifestSchema.parse({
    schema: 'tailrace.runtime',
    version: 1,
    id: 'node',
    name: 'Node',
    description: '',
    language: 'JavaScript',
    process: { kind: 'node', entry: 'server.js' },
    knobs: [
      {
        id: 'topology',
        label: 'Topology',
        help: '',
        type: 'choice',
        choices: [
          { value: 'single', label: 'Single' },
          { value: 'cluster', label: 'Cluster' },
        ],
        default: 'cluster',
      },
      {
        id: 'workers',
        label: 'Workers',
        help: '',
        type: 'integer',
        minimum: 1,
        maximum: 64,
        default: 'cores',
      },
      { id: 'poolSize', label: 'Pool size', help: '', type: 'integer', minimum: 1, maximum: 64, default: 4 },
      {
        id: 'gil',
        label: 'GIL',
        help: '',
        type: 'choice',
        choices: [
          { value: 'on', label: 'On' },
          { value: 'off', label: 'Off' },
        ],
        default: 'off',
      },
      { id: 'reusePort', label: 'reusePort', help: '', type: 'switch', default: false },
    ],
    workers: { knob: 'workers' },
    refuses: [{ when: { topology: 'single', reusePort: true }, reason: 'one process has nothing to share' }],
    workloads: ['hello', 'wait'],
    presets: [{ id: 'node-cluster', label: 'Node cluster', description: '', knobs: {} }],
    ...overrides,
  })
}
