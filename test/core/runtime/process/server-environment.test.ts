import { expect, it } from 'vitest'
import { serverEnvironment } from '../../../../src/core/runtime/process/server-environment.ts'

it('a server gets the contract’s variables and nothing of this process that could change it', () => {
  process.env.NODE_OPTIONS_FOR_THIS_TEST = 'leaks'
  try {
    const environment = serverEnvironment({ host: '127.0.0.1', port: 4711 }, { workers: 2 }, 99, null)
    expect(environment).toMatchObject({
      TAILRACE_HOST: '127.0.0.1',
      TAILRACE_PORT: '4711',
      TAILRACE_KNOBS: '{"workers":2}',
      TAILRACE_SEED: '99',
    })
    expect(environment).not.toHaveProperty('NODE_OPTIONS_FOR_THIS_TEST')
    expect(environment).not.toHaveProperty('PYTHONPATH')
  } finally {
    delete process.env.NODE_OPTIONS_FOR_THIS_TEST
  }
})
