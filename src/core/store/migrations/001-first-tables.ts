// The first layout: what a run is planned as, and everything measured in its trials. Histograms are blobs (histogram-blob.ts).
import type { StoreMigration } from './index.ts'

export const firstTables: StoreMigration = {
  version: 1,
  sql: `
    CREATE TABLE run (
      run_id TEXT PRIMARY KEY,
      plan TEXT NOT NULL,
      status TEXT NOT NULL,
      started_at TEXT NOT NULL,
      finished_at TEXT
    ) STRICT;
    CREATE INDEX run_by_start ON run (started_at);

    CREATE TABLE missing_contender (
      run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
      contender_id TEXT NOT NULL,
      error TEXT NOT NULL,
      PRIMARY KEY (run_id, contender_id)
    ) STRICT;

    -- status is null while the trial goes on
    CREATE TABLE trial (
      run_id TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
      trial_index INTEGER NOT NULL,
      block INTEGER NOT NULL,
      contender_id TEXT NOT NULL,
      status TEXT,
      error TEXT,
      started_at TEXT NOT NULL,
      identity TEXT,
      gates TEXT NOT NULL,
      summary TEXT,
      response_us BLOB,
      ok_response_us BLOB,
      service_us BLOB,
      lateness_us BLOB,
      PRIMARY KEY (run_id, trial_index)
    ) STRICT;

    CREATE TABLE trial_window (
      run_id TEXT NOT NULL,
      trial_index INTEGER NOT NULL,
      phase TEXT NOT NULL,
      window_index INTEGER NOT NULL,
      start_ms REAL NOT NULL,
      duration_ms REAL NOT NULL,
      counts TEXT NOT NULL,
      completed INTEGER NOT NULL,
      in_flight INTEGER NOT NULL,
      response_us BLOB NOT NULL,
      service_us BLOB NOT NULL,
      lateness_us BLOB NOT NULL,
      PRIMARY KEY (run_id, trial_index, phase, window_index),
      FOREIGN KEY (run_id, trial_index) REFERENCES trial ON DELETE CASCADE
    ) STRICT;

    -- kind: telemetry, point or log; in the order in which they came
    CREATE TABLE trial_line (
      line_id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL,
      trial_index INTEGER NOT NULL,
      kind TEXT NOT NULL,
      body TEXT NOT NULL,
      FOREIGN KEY (run_id, trial_index) REFERENCES trial ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX trial_line_by_trial ON trial_line (run_id, trial_index, kind);
  `,
}
