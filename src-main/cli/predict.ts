import { chosenClass } from '../../src-engine/metrics.ts'
import type { Lab } from '../core/lab.ts'
import { isTable, readJsonInputs, readTableInputs } from '../core/read-inputs.ts'
import type { ModelInfo } from '../protocol.ts'
import { inFile, valueOf } from './failure.ts'
import { formatShare, formatTable, formatValue, print, type GlobalOptions } from './output.ts'
import { withLab } from './with-lab.ts'

/** As many as the lab answers at once. */
const rowsAtOnce = 10_000

type Outputs = readonly (readonly number[])[]

/** `lab predict RUN --input FILE`: a table, or a JSON list of rows, by columns or by inputs. */
export function predictCommand(runId: string, options: GlobalOptions & { readonly input: string }): Promise<void> {
  return withLab(options, async (lab) => {
    const file = options.input
    const run = valueOf(await lab.request('getRun', { runId }))
    const inputs = (await inFile(file, () => isTable(file)))
      ? await readTableInputs(file, run)
      : await inFile(file, () => readJsonInputs(file, run))
    const outputs = await predict(lab, run.id, inputs)
    const answers = answersOf(run.model, outputs)
    const classes = answers && { classes: answers.map(({ name }) => name) }
    print(options, { outputs, ...classes }, () => describe(run.model, outputs, answers))
  })
}

async function predict(lab: Lab, runId: string, inputs: readonly (readonly number[])[]): Promise<Outputs> {
  const outputs: (readonly number[])[] = []
  for (let from = 0; from < inputs.length; from += rowsAtOnce) {
    const rows = inputs.slice(from, from + rowsAtOnce).map((row) => [...row])
    const answer = valueOf(await lab.request('predict', { runId, inputs: rows }))
    for (const output of answer.outputs) outputs.push(output)
  }
  return outputs
}

interface Answer {
  readonly name: string
  readonly probability: number
}

/** The class of each row and what the network gives it; null where outputs are measures, or classes have no names. */
function answersOf({ task, classNames }: ModelInfo, outputs: Outputs): readonly Answer[] | null {
  if (task !== 'classification' || classNames === null) return null
  return outputs.map((output) => {
    const { label, probability } = chosenClass(Float64Array.from(output), 0, output.length)
    return { name: classNames[label] ?? String(label), probability }
  })
}

function describe({ classNames, targetNames }: ModelInfo, outputs: Outputs, answers: readonly Answer[] | null): string {
  const width = outputs[0]?.length ?? 0
  const known = classNames?.length === width ? classNames : targetNames
  const names = known ?? Array.from({ length: width }, (_, i) => `output ${i + 1}`)
  const rows = outputs.map((output, i) => {
    const answer = answers?.[i]
    const told = answer ? [answer.name, formatShare(answer.probability)] : []
    return [String(i + 1), ...output.map(formatValue), ...told]
  })
  return formatTable(['input', ...names, ...(answers ? ['class', 'probability'] : [])], rows)
}
