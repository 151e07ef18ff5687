/** What a person reads. The page and what the engine writes know the same languages. */
export type Language = 'en' | 'ru'
