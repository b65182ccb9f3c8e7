// The small drawn shape of a load.
import type { Load } from '../../model/load.ts'
import { describeLoad } from '../ui/describe.ts'
import { shapePoints } from './load-shape.ts'

const width = 132
const height = 34

export function LoadDrawing({ load, seconds }: { load: Load; seconds: number }) {
  const points = shapePoints(load, Math.max(seconds, 0.5), width, height)
  return (
    <svg
      width={width}
      height={height + 6}
      viewBox={`0 -3 ${width} ${height + 6}`}
      role="img"
      style={{ flex: 'none' }}
      aria-label={`Shape of the load over a trial: ${describeLoad(load)}`}
    >
      <polygon points={`0,${height} ${points} ${width},${height}`} fill="var(--tr-faint)" opacity={0.16} />
      <polyline
        points={points}
        fill="none"
        stroke="var(--tr-dim)"
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
