// The look of every screen: neutral surfaces, one accent. Contenders bring the only other colours (ui/palette.ts).
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const iris: MantineColorsTuple = [
  '#f1f1fe',
  '#e2e2fb',
  '#c5c6f5',
  '#a7a8ef',
  '#8c8dea',
  '#7172e3',
  '#5b5bd6',
  '#4f4fc4',
  '#4242a8',
  '#35358a',
]

const gray: MantineColorsTuple = [
  '#fafafb',
  '#f4f4f6',
  '#eaebee',
  '#dedfe4',
  '#c9cbd2',
  '#a5a8b2',
  '#6a6e7a',
  '#4e525d',
  '#343741',
  '#1c1e26',
]

const dark: MantineColorsTuple = [
  '#e7e8ec',
  '#c3c6cd',
  '#9a9ea9',
  '#747986',
  '#333741',
  '#2b2e37',
  '#1e2028',
  '#16181d',
  '#111216',
  '#0c0d10',
]

const fontFamily = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"

export const theme = createTheme({
  respectReducedMotion: true,
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 6 },
  colors: { iris, gray, dark },
  fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  headings: { fontFamily, fontWeight: '620' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  components: {
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 340, openDelay: 150, fz: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { content: { background: 'var(--tr-panel)' }, header: { background: 'var(--tr-panel)' } },
    },
    Drawer: {
      styles: { content: { background: 'var(--tr-panel)' }, header: { background: 'var(--tr-panel)' } },
    },
    Spotlight: {
      styles: { content: { background: 'var(--tr-panel)' }, search: { background: 'transparent' } },
    },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', withinPortal: true } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    NumberInput: { defaultProps: { size: 'sm', thousandSeparator: ',' } },
    TextInput: { defaultProps: { size: 'sm' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
  },
})
