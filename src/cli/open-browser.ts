// Opens a link in the user's browser where there is one to be seen. Never through a shell: the link is an argument.
import { spawn } from 'node:child_process'

interface Surroundings {
  readonly platform: string
  readonly environment: NodeJS.ProcessEnv
}

/** A screen a window could appear on. */
export function hasDisplay({ platform, environment }: Surroundings): boolean {
  if (platform === 'darwin' || platform === 'win32') return (environment.SSH_CONNECTION ?? '') === ''
  return (environment.DISPLAY ?? '') !== '' || (environment.WAYLAND_DISPLAY ?? '') !== ''
}

export function browserCommand(platform: string, link: string): { file: string; args: string[] } {
  if (platform === 'darwin') return { file: 'open', args: [link] }
  if (platform === 'win32') return { file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', link] }
  return { file: 'xdg-open', args: [link] }
}

/** False where no browser could be started. Does not wait for the browser to end. */
export function openBrowser(link: string, platform: string = process.platform): Promise<boolean> {
  const { file, args } = browserCommand(platform, link)
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
