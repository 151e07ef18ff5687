import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** What the source gives to `say`, and texts of schemas, which become sentences as they are. */
export interface Templates {
  readonly said: ReadonlySet<string>
  /** Where `say` is given something that is no literal, so that nobody could find its translation. */
  readonly unreadable: readonly string[]
}

/** Reads every template out of the source files below `folders`. */
export function findTemplates(folders: readonly string[]): Templates {
  const said = new Set<string>()
  const unreadable: string[] = []
  for (const file of folders.flatMap(sourceFiles)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
    const visit = (node: ts.Node): void => {
      const template = templateIn(node)
      if (template && ts.isStringLiteralLike(template)) said.add(template.text)
      else if (template) unreadable.push(`${file}: ${template.getText(source)}`)
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return { said, unreadable }
}

/** The template in `say('…')`, or the text in a schema's `{ error: '…' }`. */
function templateIn(node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'say') {
    return node.arguments[0]
  }
  if (!ts.isPropertyAssignment(node) || !ts.isIdentifier(node.name) || node.name.text !== 'error') return undefined
  return ts.isStringLiteralLike(node.initializer) ? node.initializer : undefined
}

/** Texts that stand in both languages already: each has its own test that nothing is missing. */
const inBothLanguages = /locales|-terms\.ts$|report\Wtexts/

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/assembly/.test(name) && !inBothLanguages.test(name))
    .map((name) => join(folder, name))
}
