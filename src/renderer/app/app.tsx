// Providers and the frame; which screen stands in it is the address' business.
import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { Finder } from './finder.tsx'
import { followAddress } from './navigation.ts'
import { Shell } from './shell.tsx'
import { theme } from './theme.ts'
import { useEngineSession } from './use-engine-session.ts'

export function App() {
  useEffect(() => followAddress(), [])
  useEngineSession()
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <Finder />
      <Shell />
    </MantineProvider>
  )
}
