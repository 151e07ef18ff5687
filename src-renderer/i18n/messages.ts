import type en from '../locales/en/index.ts'

export const languages = ['en', 'ru'] as const

/** Each language by its own name, so that a person finds theirs. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский' }

export type Language = (typeof languages)[number]

/** The same tree of keys with any text at its leaves: what another language must give. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> }

export type Messages = Translation<typeof en>

/** `train.pause`: every path to a text. */
export type MessageKey = Leaf<Messages>

type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaf<T[K]>}` }[keyof T & string]
