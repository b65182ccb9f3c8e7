// Whatever a shell throws, the screen shows code, sentence and fix.
import { expect, test } from 'vitest'
import { TailraceError } from '../../../src/model/errors.ts'
import { shownError } from '../../../src/renderer/ui/shown-error.ts'

test('a coded error keeps its code, fix and context', () => {
  const error = new TailraceError('run.busy', 'Another run goes on.', { context: { pid: 12 } })
  expect(shownError(error)).toEqual({
    code: 'run.busy',
    message: 'Another run goes on.',
    hint: error.hint,
    context: { pid: 12 },
  })
})

test('anything else is a defect of ours and says what it was', () => {
  expect(shownError(new Error('boom'))).toMatchObject({ code: 'internal', message: 'boom' })
  expect(shownError('just a text')).toMatchObject({ code: 'internal', message: 'just a text' })
})
