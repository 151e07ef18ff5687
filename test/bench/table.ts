/** Numbers and words in rows, to be read by a person. */
export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What has to be known to read it. */
  readonly notes: readonly string[]
}

/** For a terminal: the first column begins at the left, the others end at the right. */
export function tableAsText({ title, columns, rows, notes }: Table): string {
  const lines = [columns, ...rows]
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => (cells[i] ?? '').length)))
  const pad = (cell: string, i: number) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))
  const rule = widths.map((width) => '─'.repeat(width))
  const body = [columns, rule, ...rows].map((cells) => cells.map(pad).join('  ').trimEnd())
  return [title, '', ...body, '', ...notes.map((note) => `* ${note}`)].join('\n').trimEnd() + '\n'
}

/** For a page. */
export function tableAsMarkdown({ title, columns, rows, notes }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = line(columns.map((_, i) => (i === 0 ? '---' : '---:')))
  const list = notes.map((note) => `- ${note}`)
  return [`**${title}**`, '', line(columns), rule, ...rows.map(line), '', ...list].join('\n').trimEnd() + '\n'
}
