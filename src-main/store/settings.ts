import type { Connection } from './database.ts'

/** Settings of the lab, by name; a missing one has its default. */
export interface SettingsRepository {
  read(name: 'concurrency'): number | null
  write(name: 'concurrency', value: number): void
}

export function createSettings(database: Connection): SettingsRepository {
  const select = database.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const upsert = database.prepare<[string, string]>(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    read(name) {
      const value = select.get(name)
      return value === undefined ? null : Number(value)
    },
    write(name, value) {
      upsert.run(name, String(value))
    },
  }
}
