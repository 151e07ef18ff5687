import type { Connection } from './database.ts'

type SettingName = 'concurrency' | 'threads'

/** Settings of the lab, by name; a missing one has its default. */
export interface SettingsRepository {
  read(name: SettingName): number | null
  /** Null takes it back to its default. */
  write(name: SettingName, value: number | null): void
}

export function createSettings(database: Connection): SettingsRepository {
  const select = database.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const upsert = database.prepare<[string, string]>(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  const remove = database.prepare<[string]>('DELETE FROM settings WHERE name = ?')
  return {
    read(name) {
      const value = select.get(name)
      return value === undefined ? null : Number(value)
    },
    write(name, value) {
      if (value === null) remove.run(name)
      else upsert.run(name, String(value))
    },
  }
}
