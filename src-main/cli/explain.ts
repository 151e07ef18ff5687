import { checkGradients, type GradientReport } from '../../src-engine/explain/gradient-check.ts'
import { createLedger, type LedgerLayer, type LedgerStep } from '../../src-engine/explain/ledger.ts'
import { quantitiesOf } from '../../src-engine/explain/ledger-quantities.ts'
import { symbolicLine, type Quantity } from '../../src-engine/explain/symbolic.ts'
import type { Experiment } from '../../src-engine/spec.ts'
import { openWithData } from '../core/experiments.ts'
import { exitCodes, inFile } from './failure.ts'
import { formatCount, formatFields, formatValue, print, type GlobalOptions } from './output.ts'
import { inEnglish } from '../../src-engine/sentence.ts'

/** Lines of one kind shown for each layer; the JSON document has all numbers. */
const linesShown = 6

/** `lab ledger EXP`: every number of the first training steps, in float64. */
export async function ledgerCommand(file: string, options: GlobalOptions & { readonly steps: number }): Promise<void> {
  const ledger = await inFile(file, async () => {
    const source = await openWithData(file)
    return { ...source, ...createLedger({ ...source, steps: options.steps }) }
  })
  const { experiment, steps, stopped } = ledger
  const why = stopped && inEnglish(stopped)
  print(options, { steps, stopped: why }, () => {
    const parts = steps.map((step) => describeStep(experiment, step))
    return [...parts, ...(why === null ? [] : [`No further steps: ${why}.`])].join('\n\n')
  })
}

/** `lab gradcheck EXP`: central differences against backpropagation for every parameter. Returns the exit code. */
export async function gradientCheckCommand(file: string, options: GlobalOptions): Promise<number> {
  const report = await inFile(file, async () => {
    const source = await openWithData(file)
    return checkGradients({ ...source, onProgress: showProgress })
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')
  print(options, report, () => describeReport(report))
  return report.passed ? exitCodes.done : exitCodes.failed
}

function showProgress(checked: number, total: number): boolean {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${formatCount(checked)} of ${formatCount(total)} checked`)
  return true
}

function describeReport({ checked, total, maxRelativeError, worst, kinks, passed }: GradientReport): string {
  return formatFields([
    ['Result', passed ? 'passed: backpropagation agrees with central differences' : 'NOT passed'],
    ['Compared', `${formatCount(checked - kinks)} of ${formatCount(total)} weights and biases`],
    ['Largest relative error', `${maxRelativeError.toExponential(2)} (below 1e-6 is right)`],
    ...(worst
      ? ([
          ['Where', `${worst.parameter}, element ${worst.index}`],
          ['Backpropagation', String(worst.analytic)],
          ['Central differences', String(worst.numeric)],
        ] as const)
      : []),
    ['At a kink', `${formatCount(kinks)}, where no derivative can be measured`],
  ])
}

function describeStep(experiment: Experiment, step: LedgerStep): string {
  const samples = step.sampleNames ?? step.batch.map((index) => `#${index + 1}`)
  const heading = `Step ${step.step} · samples ${samples.join(', ')} · learning rate ${formatValue(step.learningRate)}`
  const write = (quantity: Quantity) => `  ${symbolicLine({ experiment, step }, quantity).text}`
  const layers = step.layers.map((layer) => `Layer ${layer.index}: ${layer.type}\n${linesOf(layer, write).join('\n')}`)
  return [heading, ...layers, `Loss\n${write({ kind: 'loss' })}`].join('\n\n')
}

/** Outputs, deltas, gradients and new values of a layer, of the batch's first sample, the first few of each. */
function linesOf(layer: LedgerLayer, write: (quantity: Quantity) => string): string[] {
  return quantitiesOf(layer, linesShown).flatMap(({ quantities, left }) => {
    const lines = quantities.map(write)
    return left > 0 ? [...lines, `  … and ${formatCount(left)} more`] : lines
  })
}
