// The stroke by which a contender is known everywhere: its colour and its line style.
import { lineColour, lineDash, lineName } from './palette.ts'
import { useScheme } from './use-scheme.ts'

export function ContenderMark({ colour, width = 22 }: { colour: number; width?: number }) {
  const scheme = useScheme()
  return (
    <svg width={width} height={12} role="img" aria-label={lineName(colour)} style={{ flex: 'none' }}>
      <line
        x1={2}
        x2={width - 2}
        y1={6}
        y2={6}
        stroke={lineColour(colour, scheme)}
        strokeWidth={3.5}
        strokeLinecap={lineDash(colour) === '' ? 'round' : 'butt'}
        strokeDasharray={lineDash(colour)}
      />
    </svg>
  )
}
