// The one window: sandboxed, isolated, and unable to go or open anything elsewhere. Knows nothing of the engine.
import { BrowserWindow, nativeTheme, type Session } from 'electron'

export interface WindowOptions {
  readonly preload: string
  /** the page to load; only its origin may be navigated to */
  readonly address: string
  readonly icon?: string
}

export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Tailrace',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // A chart that is covered for a while must not fall behind the run it shows.
      backgroundThrottling: false,
    },
  })
  const contents = window.webContents
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event, address) => {
    if (!isOurs(address, options.address)) event.preventDefault()
  })
  contents.on('will-redirect', (event, address) => {
    if (!isOurs(address, options.address)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  denyPermissions(contents.session)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(options.address)
  return window
}

/** Same scheme and host as `page`, by parsed URL (a prefix test would let app://tailrace.evil pass). */
export function isOurs(address: string, page: string): boolean {
  try {
    const [left, right] = [new URL(address), new URL(page)]
    return left.protocol === right.protocol && left.host === right.host
  } catch {
    return false
  }
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
}
