import { resolve } from 'node:path'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { storedSets, type StoredSet } from '../../src-engine/datasets/stored.ts'
import { engineVersion } from '../../src-engine/version.ts'
import { defaultDatabase } from '../core/paths.ts'
import { exportFormats } from '../../src-engine/formats/index.ts'
import { archiveCommand, importCommand, type ArchiveOptions, type ImportOptions } from './carry.ts'
import * as datasets from './datasets.ts'
import { doctorCommand } from './doctor.ts'
import { evaluateCommand, type EvaluateOptions } from './evaluate.ts'
import { gradientCheckCommand, ledgerCommand } from './explain.ts'
import { exportCommand, type ExportOptions } from './export.ts'
import { exitCodes, reportFailure } from './failure.ts'
import { nearestCommand, type NearestOptions } from './models.ts'
import type { GlobalOptions } from './output.ts'
import { getCommand } from './get-dataset.ts'
import { predictCommand } from './predict.ts'
import * as runs from './runs.ts'
import { serveCommand, type ServeOptions } from './serve.ts'
import { resumeCommand, trainCommand, type TrainOptions } from './train.ts'
import type { TrainingOptions } from './with-lab.ts'

/** Runs one command line to its end. @returns the exit code; nothing is thrown */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.done)
    throw error
  })
  let exitCode: number = exitCodes.done
  const program = createProgram((code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    return reportFailure(error)
  }
}

function createProgram(exitWith: (code: number) => void): Command {
  const program = new Command('lab')
    .description('Neural-network experiments: train, compare, look inside, export. RUN is an id, a number or #number.')
    .version(engineVersion)
    .option('--db <file>', 'the database', (file) => resolve(file), defaultDatabase())
    .option('--json', 'print exactly one JSON document on stdout', false)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride()

  program
    .command('train <experiment>')
    .description('train an experiment file')
    .option('--epochs <n>', 'train so many epochs instead of what the file says', wholeNumber)
    .option('--name <name>', 'call the run so')
    .addOption(threadsOption())
    .action(async (file: string, _options, command: Command) => {
      exitWith(await trainCommand(file, command.optsWithGlobals<TrainOptions>()))
    })
  program
    .command('resume <run>')
    .description('go on with a run from its last checkpoint')
    .option('--epochs <n>', 'train to the end of that epoch instead of the planned one', wholeNumber)
    .addOption(threadsOption())
    .action(async (run: string, _options, command: Command) => {
      exitWith(await resumeCommand(run, command.optsWithGlobals<TrainingOptions & { epochs?: number }>()))
    })
  program
    .command('ledger <experiment>')
    .description('every number of the first training steps: values, deltas, gradients, velocities, new weights')
    .option('--steps <n>', 'how many steps', positiveNumber, 1)
    .action((file: string, _options, command: Command) =>
      ledgerCommand(file, command.optsWithGlobals<GlobalOptions & { steps: number }>()),
    )
  program
    .command('gradcheck <experiment>')
    .description('compare backpropagation with central differences for every weight and bias')
    .action(async (file: string, _options, command: Command) => {
      exitWith(await gradientCheckCommand(file, command.optsWithGlobals<GlobalOptions>()))
    })
  addRuns(program)
  program
    .command('evaluate <run>')
    .description('what the network takes for what: confusion matrix, precision and recall of every class')
    .addOption(
      new Option('--part <part>', 'of the data; without it, test or the best there is').choices([
        'train',
        'validation',
        'test',
      ]),
    )
    .option('--checkpoint <name>', 'initial, best, last or epoch:N', checkpointName, 'last')
    .action((run: string, _options, command: Command) =>
      evaluateCommand(run, command.optsWithGlobals<EvaluateOptions>()),
    )
  program
    .command('predict <run>')
    .description('outputs of the trained network for inputs of your own')
    .requiredOption(
      '--input <file>',
      'a table (CSV, TSV) with the columns of the data, or a JSON list of rows: numbers in the data’s own units, values of the columns, or objects by their names',
    )
    .action((run: string, _options, command: Command) =>
      predictCommand(run, command.optsWithGlobals<GlobalOptions & { input: string }>()),
    )
  program
    .command('export <run>')
    .description('write the weights, or a report of the run, to a file that opens elsewhere')
    .addOption(
      new Option('--format <format>', 'of the file')
        .choices(exportFormats.map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .option(
      '--out <file>',
      'where to, replacing what is there; without it, a new name made from the run’s, in this folder',
    )
    .option('--checkpoint <name>', 'initial, best, last or epoch:N', checkpointName, 'last')
    .addOption(new Option('--language <language>', 'of a report').choices(['en', 'ru']).default('en'))
    .action((run: string, _options, command: Command) => exportCommand(run, command.optsWithGlobals<ExportOptions>()))
  program
    .command('import <file>')
    .description('read an experiment, weights (JSON, safetensors, NPZ) or an archive of runs, told by its content')
    .option('--experiment <file>', 'the experiment that weights belong to which do not say it themselves')
    .option('--run <run>', 'a run of that experiment, in its place: the weights get its network and its data')
    .action((file: string, _options, command: Command) => importCommand(file, command.optsWithGlobals<ImportOptions>()))
  program
    .command('archive [runs...]')
    .description('write runs, whole, to one file that `import` reads')
    .requiredOption('--out <file>', 'where to')
    .option('--all', 'every run that is not training, and the saved experiments')
    .action((references: string[], _options, command: Command) =>
      archiveCommand(references, command.optsWithGlobals<ArchiveOptions>()),
    )
  program
    .command('nearest <run> <word>')
    .description('words whose trained vectors point most nearly the same way')
    .option('--count <n>', 'how many', positiveNumber, 10)
    .option('--checkpoint <name>', 'initial, best, last or epoch:N', checkpointName, 'last')
    .action((run: string, word: string, _options, command: Command) =>
      nearestCommand(run, word, command.optsWithGlobals<NearestOptions>()),
    )
  addDatasets(program)
  program
    .command('serve')
    .description('open the lab to a browser of this machine')
    .option('--port <port>', 'listen there', portNumber)
    .option('--open', 'open the browser')
    .addOption(threadsOption())
    .action((_options, command: Command) => serveCommand(command.optsWithGlobals<ServeOptions>()))
  program
    .command('doctor')
    .description('what is installed here, and whether the lab can run with it')
    .action((_options, command: Command) => {
      doctorCommand(command.optsWithGlobals<GlobalOptions>())
    })
  return program
}

function addRuns(program: Command): void {
  const group = program.command('runs').description('stored runs')
  group
    .command('list')
    .description('all runs, the newest first')
    .action((_options, command: Command) => runs.listCommand(command.optsWithGlobals<GlobalOptions>()))
  group
    .command('show <run>')
    .description('everything about one run')
    .action((run: string, _options, command: Command) =>
      runs.showCommand(run, command.optsWithGlobals<GlobalOptions>()),
    )
  group
    .command('compare <run> <runs...>')
    .description('metrics side by side, and only the settings that differ')
    .action((run: string, others: string[], _options, command: Command) =>
      runs.compareCommand([run, ...others], command.optsWithGlobals<GlobalOptions>()),
    )
  group
    .command('rename <run> <name>')
    .description('call a run otherwise')
    .action((run: string, name: string, _options, command: Command) =>
      runs.renameCommand(run, name, command.optsWithGlobals<GlobalOptions>()),
    )
  group
    .command('tag <run> [tags...]')
    .description('give a run these tags in place of those it has; none to take them away')
    .action((run: string, tags: string[], _options, command: Command) =>
      runs.tagCommand(run, tags, command.optsWithGlobals<GlobalOptions>()),
    )
  group
    .command('note <run> <text>')
    .description('note something about a run; an empty text takes the note away')
    .action((run: string, text: string, _options, command: Command) =>
      runs.noteCommand(run, text, command.optsWithGlobals<GlobalOptions>()),
    )
  group
    .command('data <run> <files...>')
    .description('say where the data of a run is now, as `runs show` names what is missing; it must be the very same')
    .action((run: string, files: string[], _options, command: Command) =>
      runs.dataCommand(run, files, command.optsWithGlobals<GlobalOptions>()),
    )
  group
    .command('delete <runs...>')
    .description('delete runs and their weights')
    .action((references: string[], _options, command: Command) =>
      runs.deleteCommand(references, command.optsWithGlobals<GlobalOptions>()),
    )
}

function addDatasets(program: Command): void {
  const group = program.command('datasets').description('data to train on')
  group
    .command('list')
    .description('every kind of dataset and its settings')
    .action((_options, command: Command) => {
      datasets.listCommand(command.optsWithGlobals<GlobalOptions>())
    })
  group
    .command('inspect <name-or-file>')
    .description('shapes, classes and ranges of a dataset, an experiment’s data or a file of data; columns of a table')
    .option('--seed <seed>', 'of data that is drawn', wholeNumber, 1)
    .action((subject: string, _options, command: Command) =>
      datasets.inspectCommand(subject, command.optsWithGlobals<GlobalOptions & { seed: number }>()),
    )
  group
    .command('get')
    .description('download a set of images; what breaks off goes on from there the next time')
    .addArgument(new Argument('<name>', 'of the set').choices(storedSets))
    .option('--mirror <url>', 'a folder of the web that has its files, tried first', webFolder)
    .action((name: StoredSet, _options, command: Command) =>
      getCommand(name, command.optsWithGlobals<GlobalOptions & { mirror?: string }>()),
    )
}

function threadsOption(): Option {
  return new Option('--threads <n>', 'how many threads train a run: a number, or auto for what is fastest').argParser(
    (text) => (text === 'auto' ? text : threadNumber(text)),
  )
}

function threadNumber(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > 64) throw new InvalidArgumentError('It must be a number from 1 to 64, or auto.')
  return number
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function positiveNumber(text: string): number {
  const number = wholeNumber(text)
  if (number === 0) throw new InvalidArgumentError('It must be at least 1.')
  return number
}

function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port > 65_535) throw new InvalidArgumentError('It must be at most 65535.')
  return port
}

function webFolder(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new InvalidArgumentError('It must begin with https:// or http://.')
  }
  return text
}

function checkpointName(text: string): string {
  if (!/^(initial|best|last|epoch:\d{1,9})$/.test(text)) {
    throw new InvalidArgumentError('It must be initial, best, last or epoch:N.')
  }
  return text
}
