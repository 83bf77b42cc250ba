import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { sql } from 'drizzle-orm';

import { type Connection, connect } from '../db/connect.ts';
import { importPeople } from '../people/import-people.ts';
import { DATABASE_COLUMNS, PERSON_COLUMNS } from '../people/people-columns.ts';
import { peakRss, secondsOf, significant } from './figures.ts';
import { peopleFile } from './people-file.ts';
import { withDatabase } from './with-database.ts';

/** What `acquaint bench import` prints. */
export type ImportBench = {
  rows: number;
  seconds: number;
  rowsPerSecond: number;
  floorRowsPerSecond: number;
  /** Ours over the floor's. */
  ratio: number;
  /** The same file again, which changes nothing. */
  againSeconds: number;
  /** Most memory this process had until the imports were done, the runtime's own included. */
  peakRssMb: number;
};

/** Enough rows for the compiler and the connection to be warm. */
const WARM_UP_ROWS = 2_000;

/**
 * Times the import of a file of `rows` people, and the floor beneath it in the same run: bare csv-parse into COPY,
 * into a table with the same columns and indexes, nothing checked. The database is an embedded one of this run's own.
 */
export function benchImport({ rows }: { rows: number }): Promise<ImportBench> {
  return withDatabase(async (databaseUrl) => {
    const connection = connect(databaseUrl, { max: 1 });
    try {
      return await measure(connection, rows);
    } finally {
      await connection.close();
    }
  });
}

async function measure(connection: Connection, rows: number): Promise<ImportBench> {
  await importRows(connection, WARM_UP_ROWS, true);
  const seconds = await secondsOf(() => importRows(connection, rows, false));
  const againSeconds = await secondsOf(() => importRows(connection, rows, false));
  const peakRssMb = peakRss();
  const floorSeconds = await secondsOf(() => floor(connection, rows));
  return {
    rows,
    seconds: significant(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    floorRowsPerSecond: Math.round(rows / floorSeconds),
    ratio: significant(floorSeconds / seconds),
    againSeconds: significant(againSeconds),
    peakRssMb,
  };
}

async function importRows({ db }: Connection, rows: number, dryRun: boolean): Promise<void> {
  const result = await db.transaction((tx) =>
    importPeople(tx, { source: peopleFile(rows), dryRun }, new Date()),
  );
  const accepted = 'rejected' in result ? result.created + result.unchanged : 0;
  if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows were accepted`);
}

/** The least that must happen to the same rows. */
async function floor({ sql: client, db }: Connection, rows: number): Promise<void> {
  await db.execute(sql`create table import_floor (like people including all)`);
  await db.execute(sql`
    alter table import_floor alter id set default gen_random_uuid(),
      alter created_at set default now(), alter updated_at set default now()`);
  const columns = PERSON_COLUMNS.map((name) => DATABASE_COLUMNS[name]).join(', ');
  const copy = await client.unsafe(`copy import_floor (${columns}) from stdin`).writable();
  const toCopyText = new Transform({
    writableObjectMode: true,
    transform(fields: string[], _encoding, done) {
      done(null, `${fields.map(copyField).join('\t')}\n`);
    },
  });
  await pipeline(Readable.from(peopleFile(rows)), parse({ from: 2 }), toCopyText, copy);
}

/** COPY's text format, as far as this file needs it; the lists are in columns 8 to 10. */
function copyField(text: string, column: number): string {
  if (column >= 8 && column <= 10) return `{"${text.replaceAll(';', '","')}"}`;
  return text === '' ? '\\N' : text;
}
