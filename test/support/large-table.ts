import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

/** Rows that are written at once. */
const block = 5000

/** The row of a place in the large table: nine numbers and a class, all told by the place alone. */
export function largeRow(index: number): string[] {
  const numbers = Array.from({ length: 9 }, (_, column) => (((index * (7919 + column)) % 100_003) / 97).toFixed(4))
  return [...numbers, ['red', 'green', 'blue'][index % 3] ?? '']
}

/** Writes a table of so many rows and 10 columns, with the names of the columns before them. */
export async function writeLargeTable(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file)
  stream.write(`a,b,c,d,e,f,g,h,i,class\n`)
  for (let from = 0; from < rows; from += block) {
    const lines = Array.from({ length: Math.min(block, rows - from) }, (_, i) => `${largeRow(from + i).join(',')}\n`)
    if (!stream.write(lines.join(''))) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
}
