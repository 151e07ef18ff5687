import { z } from 'zod'
import type { InputColumn } from '../inputs/columns.ts'
import type { Rng } from '../rng.ts'
import type { Shape } from '../shape.ts'

/** Numbers as they came: bytes stay bytes, so that a large set of images stays small in memory. */
export type DataArray = Uint8Array | Int32Array | Float32Array | Float64Array

/** A set of samples in its own units, before splitting and scaling. */
export interface Dataset {
  readonly count: number
  /** Shape of one input; images are (C, H, W). */
  readonly inputShape: Shape
  readonly targetShape: Shape
  /** (count, …inputShape) */
  readonly inputs: DataArray
  /** (count, …targetShape); classes are one-hot, or one number 0 or 1 where there are two and one output. */
  readonly targets: DataArray
  /**
   * Where set, `targets` holds not rows but so many class indexes per sample, −1 for none, each of which adds 1 to its
   * class: with thousands of classes nobody wants the zeros.
   */
  readonly targetIndexes?: number
  /** The words that inputs are indexes of, in order, most frequent first; inputs of −1 stand for no word. */
  readonly vocabulary?: readonly string[]
  readonly task: 'classification' | 'regression'
  /** Names of the classes, in the order of the outputs; of the values 0 and 1 where there is one output. */
  readonly classNames?: readonly string[]
  /** Names of the inputs, where a person would know them by name. */
  readonly inputNames?: readonly string[]
  /** Names of the targets that are measures, where a person would know them by name. */
  readonly targetNames?: readonly string[]
  /** The columns of a table that inputs were made of, where their names do not say it all. */
  readonly columns?: readonly InputColumn[]
  /** Names of the samples (the four people), where they have any. */
  readonly sampleNames?: readonly string[]
  /**
   * How each input is scaled, null where it is as the settings say. A `category`, 1 for it and 0 for all others, is not
   * scaled at all.
   */
  readonly inputScales?: readonly InputScale[]
  /** What stands where an input's value was missing, the mean of the training part; null where none was. */
  readonly fillings?: readonly (number | null)[]
}

/** What a dataset is made from: random numbers for those that are drawn, bytes for those that are read. */
export interface DatasetSource {
  readonly rng: Rng
  /** Contents of the files that `files` named, by key, already unzipped. */
  readonly files: Readonly<Record<string, Uint8Array>>
}

/** What a dataset is made from that is read piece by piece, since its files may be larger than memory. */
export interface StreamSource {
  /** Indexes of the samples that will be trained on, of `count` in all: what fills gaps may be learnt from them alone. */
  trainingPart(count: number): Uint32Array
  /** Opens the table whose file the key names. Throws InputError where it is missing, or is no text. */
  table(key: string): Promise<TableSource>
  /** Opens the folder or archive of images that the key names. Throws InputError where it is missing or damaged. */
  images(key: string): Promise<ImageSource>
}

/** A text file of rows and columns. */
export interface TableSource {
  /** As the experiment names it, for messages. */
  readonly name: string
  /** Its first characters, as many as it takes to tell how its columns are separated. */
  readonly head: string
  /**
   * Reads its rows from the first to the last, or until `take` has enough and answers false.
   *
   * @param take gets the values of a row and where it begins; a row may have several lines
   * @param from where a row begins; the front of the file without it
   */
  read(
    delimiter: string,
    take: (values: readonly string[], line: number, byte: number) => boolean,
    from?: RowPlace,
  ): Promise<void>
}

/** Where a row of a table begins. */
export interface RowPlace {
  /** From 1. */
  readonly line: number
  /** From 0, of the text once it is unzipped. */
  readonly byte: number
}

/** Images by their names, in an order that does not depend on the file system. */
export interface ImageSource {
  /** Of the folder or archive, as the experiment has it, for messages. */
  readonly name: string
  /** `cats/1.png`, sorted. */
  readonly names: readonly string[]
  /** Throws InputError where the image is damaged. */
  read(index: number): Picture | Promise<Picture>
}

/** A decoded image: red, green, blue and alpha of every pixel, row by row, (height, width, 4). */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/** What the registry knows of a kind of dataset that is drawn, or read from files as a whole. */
export interface DatasetType<Z extends z.ZodType<{ readonly name: string }>> {
  readonly name: z.infer<Z>['name']
  readonly schema: Z
  /** Files it reads, by the JSON key that names them; relative to the experiment file. None for drawn datasets. */
  files?(spec: z.infer<Z>): Readonly<Record<string, string>>
  /** Throws InputError, with a path relative to the dataset, where the input does not make sense. */
  load(spec: z.infer<Z>, source: DatasetSource): Dataset
}

/** What the registry knows of a kind of dataset that is read piece by piece. */
export interface StreamedDatasetType<Z extends z.ZodType<{ readonly name: string }>> {
  readonly name: z.infer<Z>['name']
  readonly schema: Z
  /** Files or folders it reads, by the JSON key that names them; relative to the experiment file. */
  files(spec: z.infer<Z>): Readonly<Record<string, string>>
  /** Rejects with InputError, with a path relative to the dataset, where the input does not make sense. */
  stream(spec: z.infer<Z>, source: StreamSource): Promise<Dataset>
}

/** The name of a file in an experiment. */
export const fileNameSchema = z.string().min(1).max(4096)

const fraction = z.number().min(0).max(1)

/** The shares of training, validation and test samples. They add up to 1. */
export const splitSchema = z
  .strictObject({ train: fraction, validation: fraction.default(0), test: fraction.default(0) })
  .refine((split) => Math.abs(split.train + split.validation + split.test - 1) < 1e-9, {
    error: 'train + validation + test must add up to 1',
  })
  .refine((split) => split.train > 0, { path: ['train'], error: 'must be above 0' })

export type Split = z.infer<typeof splitSchema>

/** `none`: as it is; `unit`: to [0, 1] (bytes by 255); `standard`: mean 0, standard deviation 1. Fitted on the training part. */
export const scaleSchema = z.enum(['none', 'unit', 'standard'])

export type Scale = z.infer<typeof scaleSchema>

export type InputScale = Scale | 'category' | null

export const wholeSet: Split = { train: 1, validation: 0, test: 0 }
export const usualSplit: Split = { train: 0.8, validation: 0.1, test: 0.1 }

/** The keys every dataset has beside its own. */
export function commonKeys(defaults: { readonly split: Split; readonly scale: Scale }) {
  return { split: splitSchema.default(defaults.split), scale: scaleSchema.default(defaults.scale) }
}
