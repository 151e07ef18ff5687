import type { SettingChange } from '../protocol.ts'
import type { Connection } from './database.ts'

/** What a person changed while a run trained. Going back in a run leaves them: they are made again at their steps. */
export interface ChangeRepository {
  /** Takes the place of one of the same step and of all that were to come after it. */
  save(run: string, change: SettingChange): void
  /** By step. */
  list(run: string): SettingChange[]
}

export function createChanges(database: Connection): ChangeRepository {
  const remove = database.prepare<[string, number]>('DELETE FROM changes WHERE run = ? AND step >= ?')
  const insert = database.prepare<[SettingChange & { readonly run: string }]>(
    'INSERT INTO changes (run, step, learning_rate, momentum) VALUES (@run, @step, @learningRate, @momentum)',
  )
  const select = database.prepare<[string], SettingChange>(
    'SELECT step, learning_rate AS learningRate, momentum FROM changes WHERE run = ? ORDER BY step',
  )

  const save = database.transaction((run: string, change: SettingChange) => {
    remove.run(run, change.step)
    insert.run({ run, ...change })
  })

  return { save, list: (run) => select.all(run) }
}
