import { expect, test } from 'vitest'
import { browserCommand, hasDisplay, openBrowser } from '../../src/cli/open-browser.ts'

test('a browser is opened only where its window could be seen', () => {
  expect(hasDisplay({ platform: 'linux', environment: {} })).toBe(false)
  expect(hasDisplay({ platform: 'linux', environment: { DISPLAY: ':0' } })).toBe(true)
  expect(hasDisplay({ platform: 'linux', environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true)
  expect(hasDisplay({ platform: 'darwin', environment: {} })).toBe(true)
  expect(hasDisplay({ platform: 'darwin', environment: { SSH_CONNECTION: '1' } })).toBe(false)
})

test.each(['linux', 'darwin', 'win32'])(
  'on %s the link is one argument, never part of a shell line',
  (platform) => {
    const link = 'http://127.0.0.1:1/#token=a;b&c'
    const { file, args } = browserCommand(platform, link)
    expect(args.at(-1)).toBe(link)
    expect(file).not.toMatch(/sh|cmd/)
  },
)

test('no browser to be found is an answer, not an error', async () => {
  const path = process.env.PATH
  process.env.PATH = '/nonexistent'
  try {
    await expect(openBrowser('http://127.0.0.1:1/', 'linux')).resolves.toBe(false)
  } finally {
    process.env.PATH = path
  }
})
