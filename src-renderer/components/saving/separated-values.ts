/** A cell of a table to be saved: a number with every digit, or nothing. */
export type Cell = string | number | null

/** Rows as text for a spreadsheet: CSV (RFC 4180) with commas, or columns apart by tabs as spreadsheets take them pasted. */
export function separatedValues(rows: readonly (readonly Cell[])[], separator: ',' | '\t'): string {
  return rows.map((row) => `${row.map((cell) => quoted(cell, separator)).join(separator)}\r\n`).join('')
}

function quoted(cell: Cell, separator: string): string {
  const text = cell === null ? '' : String(cell)
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
