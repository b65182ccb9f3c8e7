// The frame: navigation at the left, the screen at the right, and a banner when the engine is out of reach.
import { Group, Kbd, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import {
  IconActivity,
  IconArrowsLeftRight,
  IconChartHistogram,
  IconFiles,
  IconPlugConnectedX,
  IconSearch,
} from '@tabler/icons-react'
import { type ComponentType, useEffect, useRef } from 'react'
import { CompareScreen } from '../features/compare/compare-screen.tsx'
import { LiveScreen } from '../features/live/live-screen.tsx'
import { useLive } from '../features/live/live-store.ts'
import { ProfilesScreen } from '../features/profiles/profiles-screen.tsx'
import { ResultsScreen } from '../features/results/results-screen.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useEngine } from './engine.ts'
import { go, type Screen, screens, usePlace } from './navigation.ts'
import { SchemeToggle } from './scheme-toggle.tsx'
import styles from './shell.module.css'

const faces: Record<Screen, { label: string; icon: ComponentType<{ size?: number; stroke?: number }> }> = {
  compare: { label: 'Compare', icon: IconArrowsLeftRight },
  live: { label: 'Live', icon: IconActivity },
  results: { label: 'Results', icon: IconChartHistogram },
  profiles: { label: 'Profiles', icon: IconFiles },
}

const pages: Record<Screen, ComponentType> = {
  compare: CompareScreen,
  live: LiveScreen,
  results: ResultsScreen,
  profiles: ProfilesScreen,
}

export function Shell() {
  const screen = usePlace((place) => place.screen)
  const { connection, error, attached } = useEngine()
  const Page = pages[screen]
  const main = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen starts at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [screen])
  return (
    <div className={styles.frame}>
      <Sidebar screen={screen} />
      <main className={styles.main} tabIndex={-1} ref={main}>
        {connection === 'lost' || connection === 'refused' ? (
          <div className={styles.banner} role="alert">
            <IconPlugConnectedX size={17} />
            {connection === 'lost'
              ? 'The connection to the engine is lost. Reconnecting… What was measured is kept.'
              : 'Tailrace was started anew, so this page’s link is no longer valid. Open the new link it printed.'}
          </div>
        ) : null}
        <div className={styles.content}>
          {error === null ? null : (
            <div style={{ marginBottom: 16 }}>
              <ErrorNotice error={error} title="The engine could not be asked" />
            </div>
          )}
          {attached ? <Page /> : null}
        </div>
      </main>
    </div>
  )
}

function Sidebar({ screen }: { screen: Screen }) {
  const running = useLive((live) => live.status === 'running')
  const info = useEngine((state) => state.info)
  return (
    <nav className={styles.sidebar} aria-label="Screens">
      <Group gap={9} px={10} pb={22} pt={4}>
        <Logo />
        <Text fw={660} fz={15} style={{ letterSpacing: '-0.01em' }}>
          Tailrace
        </Text>
      </Group>
      {screens.map((name) => {
        const { label, icon: Icon } = faces[name]
        return (
          <UnstyledButton
            key={name}
            className={styles.link}
            data-active={name === screen}
            aria-current={name === screen ? 'page' : undefined}
            onClick={() => go(name)}
            data-testid={`nav-${name}`}
          >
            <Icon size={17} stroke={1.6} />
            {label}
            {name === 'live' && running ? (
              <span className={styles.pulse} role="img" aria-label="a run is under way" />
            ) : null}
          </UnstyledButton>
        )
      })}
      <div style={{ flex: 1 }} />
      <UnstyledButton className={styles.link} onClick={spotlight.open}>
        <IconSearch size={17} stroke={1.6} />
        Find
        <Kbd size="xs" ml="auto">
          {navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K
        </Kbd>
      </UnstyledButton>
      <Group justify="space-between" wrap="nowrap" pl={10} pt={8}>
        <Tooltip label={info === null ? 'Asking the engine…' : `Data: ${info.dataFolder}`}>
          <Text fz={11.5} c="dimmed" tabIndex={0}>
            {info === null ? ' ' : `Version ${info.version}`}
          </Text>
        </Tooltip>
        <SchemeToggle />
      </Group>
    </nav>
  )
}

function Logo() {
  return (
    <svg width={24} height={24} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
      <path
        d="M6 22c5 0 6-1 8-6s3-6 4-6 2 2 3 6 2 6 5 6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
