import { z } from 'zod'
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
  /** Names of the samples (the four people), where they have any. */
  readonly sampleNames?: readonly string[]
}

/** What a dataset is made from: random numbers for those that are drawn, bytes for those that are read. */
export interface DatasetSource {
  readonly rng: Rng
  /** Contents of the files that `files` named, by key, already unzipped. */
  readonly files: Readonly<Record<string, Uint8Array>>
}

/** What the registry knows of one kind of dataset. */
export interface DatasetType<Z extends z.ZodType<{ readonly name: string }>> {
  readonly name: z.infer<Z>['name']
  readonly schema: Z
  /** Files it reads, by the JSON key that names them; relative to the experiment file. None for drawn datasets. */
  files?(spec: z.infer<Z>): Readonly<Record<string, string>>
  /** Throws InputError, with a path relative to the dataset, where the input does not make sense. */
  load(spec: z.infer<Z>, source: DatasetSource): Dataset
}

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

export const wholeSet: Split = { train: 1, validation: 0, test: 0 }
export const usualSplit: Split = { train: 0.8, validation: 0.1, test: 0.1 }

/** The keys every dataset has beside its own. */
export function commonKeys(defaults: { readonly split: Split; readonly scale: Scale }) {
  return { split: splitSchema.default(defaults.split), scale: scaleSchema.default(defaults.scale) }
}
