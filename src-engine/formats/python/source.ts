/*
 * Pieces of Python source. Whatever a person has named can stand in a script, and nothing of it is ever run.
 */

/** A string literal. JSON's escapes are Python's too. */
export function pythonText(text: string): string {
  return JSON.stringify(text)
}

/** `(1, 28, 28)`, `(2,)` */
export function pythonTuple(entries: readonly (number | string)[]): string {
  return `(${entries.join(', ')}${entries.length === 1 ? ',' : ''})`
}

/** A docstring of these lines; control characters and line breaks inside a line become spaces. */
export function pythonDocstring(lines: readonly string[]): string {
  const safe = lines.map((line) =>
    line
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .replaceAll('\\', '\\\\')
      .replaceAll('"""', '\\"\\"\\"'),
  )
  return `"""${safe.join('\n')}\n"""`
}

/** Lines, each indented by so many levels; empty lines stay empty. */
export function indent(lines: readonly string[], levels = 1): string {
  return lines.map((line) => (line === '' ? '' : '    '.repeat(levels) + line)).join('\n')
}

/** `import name` works. */
export function isModuleName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name)
}
