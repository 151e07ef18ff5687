import { finished } from 'node:stream/promises'
import { CsvError, parse, type Parser } from 'csv-parse'
import type { RowPlace, TableSource } from '../../src-engine/datasets/dataset.ts'
import { inputError, type InputError, type JsonPath } from '../../src-engine/problem.ts'
import { say, type Sentence } from '../../src-engine/sentence.ts'
import { locate } from './locate.ts'
import { openText, type TextFile } from './text-file.ts'

/** No row of numbers is so long; where a quote is never closed, the rest of the file is one row. */
const maxRowBytes = 2 ** 22

const front: RowPlace = { line: 1, byte: 0 }

export interface TextTable extends TableSource {
  readonly text: TextFile
}

/**
 * Opens a text file of rows and columns (RFC 4180, with any delimiter and line ends).
 *
 * @throws InputError (with `path`) where it is missing or no text
 */
export async function openTable(name: string, directory: string | null, path: JsonPath): Promise<TextTable> {
  const text = await openText(locate(name, directory, path), name, path)
  return {
    name,
    text,
    head: text.head,
    async read(delimiter, take, from = front) {
      let { line, byte } = from
      let linesBefore = 0
      let wantsMore = true
      const parser = parse({
        delimiter,
        bom: from.byte === 0,
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
        max_record_size: maxRowBytes,
        on_record(row: string[], { lines, bytes }) {
          if (!wantsMore) return null
          const begin = { line, byte }
          byte = from.byte + bytes
          // Of a row without line ends inside, the parser's own count says that it had one line.
          line += lines - linesBefore === 1 ? 1 : 1 + lineEndsIn(row)
          linesBefore = lines
          wantsMore = take(row, begin.line, begin.byte)
          return null
        },
      })
      try {
        await feed(parser, text.blocks(from.byte), () => wantsMore)
      } catch (error) {
        throw error instanceof CsvError ? rowProblem(error, name, line, path) : error
      } finally {
        parser.destroy()
      }
    },
  }
}

async function feed(parser: Parser, blocks: AsyncGenerator<Uint8Array>, wantsMore: () => boolean): Promise<void> {
  // What goes wrong in a block is told where it is written.
  const end = finished(parser)
  end.catch(() => null)
  parser.resume()
  for await (const block of blocks) {
    await new Promise<void>((resolve, reject) => {
      parser.write(block, (error) => {
        if (error) reject(error)
        else resolve()
      })
    })
    if (!wantsMore()) return
  }
  parser.end()
  await end
}

function lineEndsIn(row: readonly string[]): number {
  return row.reduce((sum, value) => sum + (value.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

function rowProblem({ code }: CsvError, file: string, line: number, path: JsonPath): InputError {
  const refuse = (problem: Sentence, remedy: Sentence) =>
    inputError(path, say('{file}, line {line}: {problem}', { file, line, problem }), remedy)
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return refuse(say('a quote is opened in this row and never closed'), say('close it, or take it away'))
    case 'CSV_MAX_RECORD_SIZE':
      return refuse(
        say('the row that begins here is longer than 4 MB'),
        say('is this a table? a quote that is never closed makes one row of all that follows'),
      )
    default:
      return refuse(
        say('a quote stands inside a value'),
        say('put the whole value in quotes, and write every quote inside it twice'),
      )
  }
}
