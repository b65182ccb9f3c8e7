// The one look of all chart axes and grids.

export const axisTick = { fontSize: 11, fill: 'var(--tr-dim)' } as const
export const axisLine = { stroke: 'var(--tr-line)' } as const
export const gridStroke = 'var(--tr-grid)'
/** Shared by charts that stand under one another, so that their time axes line up. */
export const stackedMargin = { top: 8, right: 16, bottom: 0, left: 0 } as const
export const yAxisWidth = 64
