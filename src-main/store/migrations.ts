/**
 * The schema, one step per version: `migrations[n]` takes a database of version n to n + 1 (`PRAGMA user_version`).
 * A step that has been released is never edited; a change of the schema is a new step.
 */
export const migrations: readonly string[] = [
  /* sql */ `
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE experiments (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      updated_at INTEGER NOT NULL,
      directory TEXT,
      experiment TEXT NOT NULL
    ) STRICT;

    CREATE TABLE fingerprints (
      sha256 TEXT PRIMARY KEY,
      count INTEGER NOT NULL,
      input_shape TEXT NOT NULL,
      target_shape TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A process that has the database open and trains; its runs are its own while it lives.
    CREATE TABLE owners (
      id TEXT PRIMARY KEY,
      process INTEGER NOT NULL,
      heartbeat INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Long texts come last, so that a listing does not read past the short columns.
    CREATE TABLE runs (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN
        ('queued', 'running', 'paused', 'completed', 'stopped', 'failed', 'interrupted', 'diverged')),
      created_at INTEGER NOT NULL,
      started_at INTEGER,
      finished_at INTEGER,
      deleted_at INTEGER,
      owner TEXT REFERENCES owners (id),
      epoch INTEGER NOT NULL DEFAULT 0,
      epochs INTEGER NOT NULL,
      step INTEGER NOT NULL DEFAULT 0,
      total_steps INTEGER NOT NULL,
      seconds REAL NOT NULL DEFAULT 0,
      samples_per_second REAL NOT NULL DEFAULT 0,
      engine_version TEXT NOT NULL,
      kernel TEXT,
      precision TEXT NOT NULL,
      architecture TEXT NOT NULL,
      dataset TEXT NOT NULL,
      parameter_count INTEGER NOT NULL,
      latest TEXT NOT NULL DEFAULT '{}',
      metrics TEXT,
      weights_sha256 TEXT,
      reason TEXT,
      fingerprint TEXT NOT NULL REFERENCES fingerprints (sha256),
      directory TEXT,
      model TEXT NOT NULL,
      experiment TEXT NOT NULL
    ) STRICT;

    CREATE INDEX runs_by_owner ON runs (owner) WHERE owner IS NOT NULL;

    -- NULL stands for NaN, which SQLite cannot hold.
    CREATE TABLE metrics (
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      name TEXT NOT NULL,
      epoch REAL NOT NULL,
      value REAL,
      PRIMARY KEY (run, step, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoints (
      id INTEGER PRIMARY KEY,
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      seconds REAL NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (run, name)
    ) STRICT;

    -- Apart from their descriptions, so that no listing can ever read them.
    CREATE TABLE checkpoint_data (
      checkpoint INTEGER PRIMARY KEY REFERENCES checkpoints (id) ON DELETE CASCADE,
      data BLOB NOT NULL
    ) STRICT;
  `,
  /* sql */ `
    -- What keeps or kept a run from learning. layer: NULL where it is about the whole network; cleared_step: NULL while
    -- it lasts.
    CREATE TABLE alarms (
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      layer INTEGER,
      raised_step INTEGER NOT NULL,
      cleared_step INTEGER,
      evidence TEXT NOT NULL
    ) STRICT;

    CREATE UNIQUE INDEX alarms_by_run ON alarms (run, raised_step, kind, coalesce(layer, -1));
  `,
  /* sql */ `
    -- What a person wrote about a run. Apart from the runs, whose long texts a listing would otherwise have to read past.
    CREATE TABLE annotations (
      run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
      tags TEXT NOT NULL DEFAULT '[]',
      note TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID;
  `,
  /* sql */ `
    -- What a person changed while a run trained: for every update after step. momentum: NULL where there is none.
    CREATE TABLE changes (
      run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      learning_rate REAL NOT NULL,
      momentum REAL,
      PRIMARY KEY (run, step)
    ) STRICT, WITHOUT ROWID;

    -- The checkpoint a run began from, as JSON; NULL where it began from weights of its own.
    ALTER TABLE runs ADD COLUMN origin TEXT;
  `,
  /* sql */ `
    -- A reason is a template with values, as JSON, so that a page can say it in its own language. Those of before are
    -- templates without any.
    ALTER TABLE runs ADD COLUMN reason_values TEXT NOT NULL DEFAULT '{}';
  `,
  /* sql */ `
    -- NULL where weights came from a file that does not say what they were trained on.
    ALTER TABLE runs ALTER COLUMN fingerprint DROP NOT NULL;

    -- The file weights were read from, as JSON; NULL where they were trained here, or came with a whole run.
    ALTER TABLE runs ADD COLUMN imported TEXT;
  `,
  /* sql */ `
    -- The pace a run is held to so that it can be watched; NULL for as fast as possible.
    ALTER TABLE runs ADD COLUMN steps_per_second REAL;
  `,
  /* sql */ `
    -- The file, folder or set its data is brought from, as the experiment names it; NULL where it needs none.
    ALTER TABLE runs ADD COLUMN source TEXT;

    UPDATE runs SET source = CASE dataset
      WHEN 'idx' THEN experiment ->> '$.dataset.images'
      WHEN 'mnist' THEN experiment ->> '$.dataset.set'
      WHEN 'npz' THEN coalesce(experiment ->> '$.dataset.file', experiment ->> '$.dataset.inputs')
      ELSE experiment ->> '$.dataset.file' END
    WHERE dataset IN ('csv', 'images', 'text', 'npz', 'idx', 'mnist');
  `,
]
