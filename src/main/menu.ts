// The application menu: the usual roles, and the theme. Knows nothing of the engine.
import { app, Menu, type MenuItemConstructorOptions, nativeTheme } from 'electron'

const themes = [
  { label: 'System', source: 'system' },
  { label: 'Light', source: 'light' },
  { label: 'Dark', source: 'dark' },
] as const

export function setMenu(): void {
  const mac = process.platform === 'darwin'
  const theme: MenuItemConstructorOptions = {
    label: 'Theme',
    submenu: themes.map(({ label, source }) => ({
      label,
      type: 'radio',
      checked: nativeTheme.themeSource === source,
      click: () => {
        nativeTheme.themeSource = source
      },
    })),
  }
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      theme,
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      { type: 'separator' },
      { role: 'reload' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
    ],
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
      { label: 'File', submenu: [{ role: mac ? 'close' : 'quit' }] },
      { role: 'editMenu' },
      view,
      { role: 'windowMenu' },
      { role: 'help', submenu: [{ label: 'About Tailrace', click: () => app.showAboutPanel() }] },
    ]),
  )
}
