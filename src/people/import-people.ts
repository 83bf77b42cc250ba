import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { OWN_MANAGER } from './add-person.ts';
import { readEmailAddress } from './email-address.ts';
import { lineIds } from './line-ids.ts';
import { countChanges, type MergeCounts, mergeStaged, takeTurn } from './merge-staged.ts';
import { checkPerson, isOwnManager } from './person-rules.ts';
import { type PersonLine, readPeopleCsv } from './read-people-csv.ts';
import { rejectRepeated, rejectUnknownManagers } from './reject-staged.ts';
import { createRejections, type Rejected, type Rejections } from './rejections.ts';
import { createStaging, type StagedPerson, stagePeople } from './stage-people.ts';

/** Lines sent to the database at a time. 500 to 2,000 were equally fast. */
const BATCH = 1_000;

/** What became of the lines of a file; every line is in one of the four counts. */
export type Imported = MergeCounts & { rejected: Rejected[]; rejectedCount: number };

/**
 * Brings a CSV file of people into the directory, in memory that does not grow with the file. Bad lines are named
 * and the good ones kept; people are recognised by their address in any case; the same file again changes nothing.
 * Nobody is removed. With `dryRun` it says what would happen and changes nothing.
 * @returns what became of it, or what is wrong with the file as a whole.
 */
export async function importPeople(
  tx: Tx,
  input: { source: AsyncIterable<Uint8Array>; dryRun: boolean },
  now: Date,
): Promise<Imported | { problems: string[]; line: number }> {
  const csv = await readPeopleCsv(input.source);
  if ('problems' in csv) return csv;
  const rejections = createRejections();
  await createStaging(tx);
  await stageLines(tx, csv.lines, rejections, now);
  await tx.execute(sql`analyze people_staging`);
  await rejectRepeated(tx, rejections);
  if (!input.dryRun) await takeTurn(tx);
  await rejectUnknownManagers(tx, rejections);
  const counts = input.dryRun ? await countChanges(tx, csv.columns) : await mergeStaged(tx, csv.columns, now);
  await tx.execute(sql`drop table people_staging`);
  return { ...counts, ...rejections.result() };
}

/** Checks and stages every line; the database takes a batch while the next one is being read. */
async function stageLines(
  tx: Tx,
  lines: AsyncIterable<PersonLine>,
  rejections: Rejections,
  now: Date,
): Promise<void> {
  const idOf = lineIds(now);
  let batch: StagedPerson[] = [];
  let staging = Promise.resolve();
  for await (const line of lines) {
    const staged = stagedOf(line, idOf(line.line), rejections);
    if (staged) batch.push(staged);
    if (batch.length < BATCH) continue;
    await staging;
    staging = stagePeople(tx, batch);
    // Awaited above or below; until then a failure is not an unhandled one.
    staging.catch(() => undefined);
    batch = [];
  }
  await staging;
  if (batch.length > 0) await stagePeople(tx, batch);
}

/** A line as it is staged; what is wrong with it goes to the rejections. Null when not even its address is right. */
function stagedOf(line: PersonLine, id: string, rejections: Rejections): StagedPerson | null {
  const checked = 'row' in line ? checkPerson(line.row) : line;
  const problems =
    'problems' in checked ? checked.problems : isOwnManager(checked.values) ? [OWN_MANAGER] : [];
  if ('values' in checked && problems.length === 0) {
    return { line: line.line, id, email: checked.values.email ?? '', values: checked.values };
  }
  for (const problem of problems) rejections.list({ line: line.line, ...problem });
  rejections.count(1);
  const email = 'row' in line && typeof line.row.email === 'string' ? readEmailAddress(line.row.email) : null;
  return email === null ? null : { line: line.line, id, email, values: null };
}
