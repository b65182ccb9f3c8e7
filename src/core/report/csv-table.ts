// Rows to CSV text (RFC 4180), safe to open in a spreadsheet. Knows cells, not what they mean.
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | boolean | null

/** A column: its header, unit included, and how a row fills it. */
export interface Column<Row> {
  readonly header: string
  readonly cell: (row: Row) => Cell
}

/** Numbers are written as they are, shortest form that reads back the same; null is an empty cell. */
export function renderCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const body = rows.map((row) => columns.map((column) => plain(column.cell(row))))
  return stringify([columns.map((column) => column.header), ...body], { record_delimiter: '\r\n' })
}

function plain(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'string' ? neutralise(cell) : String(cell)
}

/**
 * Spreadsheets run a text cell that begins like a formula (OWASP, "CSV Injection"). An apostrophe in front keeps it text;
 * numbers never come here, so a negative number stays one.
 */
function neutralise(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}
