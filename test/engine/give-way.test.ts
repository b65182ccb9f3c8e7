import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { giveWay } from '../../src/engine/give-way.ts'

describe('the engine and the screens', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'give-way-'))
    file = join(folder, 'autogroup')
    writeFileSync(file, '')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each(['warm-up', 'measure'] as const)('give way during %s', (stage) => {
    giveWay(file).follow(stage)
    expect(Number(readFileSync(file, 'utf8'))).toBeGreaterThan(0)
  })

  it('take their place again after the trial', () => {
    const priority = giveWay(file)
    priority.follow('measure')
    writeFileSync(file, '')
    priority.follow('cool-down')
    expect(readFileSync(file, 'utf8')).toBe('0')
  })

  it('undo at the start what a killed engine left behind', () => {
    giveWay(file).restore()
    expect(readFileSync(file, 'utf8')).toBe('0')
  })

  it('are left alone where the system knows no such thing', () => {
    expect(() => giveWay(join(folder, 'missing')).follow('measure')).not.toThrow()
  })
})
