import type { Connection } from './database.ts'

/** What a person wrote about runs, to find them again. A run's summary tells it. */
export interface AnnotationRepository {
  /** Takes the place of the tags the run had. */
  setTags(run: string, tags: readonly string[]): void
  /** Takes the place of the note the run had; an empty one is none. */
  setNote(run: string, note: string): void
}

export function createAnnotations(database: Connection): AnnotationRepository {
  const setTags = database.prepare<[string, string]>(`
    INSERT INTO annotations (run, tags) VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET tags = excluded.tags`)
  const setNote = database.prepare<[string, string]>(`
    INSERT INTO annotations (run, note) VALUES (?, ?) ON CONFLICT (run) DO UPDATE SET note = excluded.note`)

  return {
    setTags(run, tags) {
      setTags.run(run, JSON.stringify(tags))
    },
    setNote(run, note) {
      setNote.run(run, note)
    },
  }
}
