import { and, inArray, isNull, lte, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Letter, type LetterKind, letters } from '../db/schema/index.ts';
import { oweMails } from '../mail/owe-mails.ts';

/** Nobody gets more letters of one kind about one subject than this (domain rules §6.9). */
export const LETTERS_PER_SUBJECT_MAX = 3;
/** Keeps a statement to a few megabytes. */
const ROWS_PER_INSERT = 5_000;
/** Keeps one transaction short; the next turn takes the rest. */
const DUE_MAX = 2_000;

export type OwedLetter = {
  kind: LetterKind;
  personId: string;
  /** The row it is about. */
  subjectId: string;
  /** Tells letters of one kind about one subject apart, as `30-days`. */
  occasion?: string;
  /** The gathering in whose time it is of use; it is not held overnight where that begins before the morning. */
  gatheringId?: string | null;
  /** When it goes out; left out: at once. */
  dueAt?: Date;
};

type Row = Omit<Letter, 'withdrawnAt' | 'createdAt'>;
type New = Pick<Letter, 'id' | 'personId' | 'kind' | 'subjectId' | 'occasion' | 'dueAt'>;

/**
 * Owes letters in the caller's transaction: those that are due become mails here, the others when the clock comes to
 * them. A letter that was owed before (same kind, subject, person and occasion) is not owed again, nor is one that
 * would be the fourth of its kind about its subject. Returns how many are new. Cost: three statements per 5,000.
 */
export async function oweLetters(tx: Tx, owed: OwedLetter[], now: Date): Promise<number> {
  let count = 0;
  for (let i = 0; i < owed.length; i += ROWS_PER_INSERT) {
    const rows = owed.slice(i, i + ROWS_PER_INSERT).map((letter) => ({
      ...letter,
      id: uuidv7(),
      occasion: letter.occasion ?? '',
      gatheringId: letter.gatheringId ?? null,
      dueAt: letter.dueAt ?? now,
      owedAt: letter.dueAt && letter.dueAt > now ? null : now,
    }));
    const ids = new Set(await insertNew(tx, rows, now));
    const added: New[] = rows.filter(({ id }) => ids.has(id));
    const kept = await withoutExcess(tx, added);
    await oweMails(tx, kept.filter(({ dueAt }) => dueAt <= now).map(mailOf), now);
    count += kept.length;
  }
  return count;
}

/** Writes those that are not owed yet, a column a parameter: thousands of rows cost no more to send than one. Gives their ids. */
async function insertNew(tx: Tx, rows: Row[], now: Date): Promise<string[]> {
  const column = (of: (row: Row) => string | null) => sql.param(rows.map(of));
  const added = await tx.execute<{ id: string }>(sql`
    insert into ${letters} (id, kind, person_id, subject_id, occasion, gathering_id, due_at, owed_at, created_at)
    select id, kind, person_id, subject_id, occasion, gathering_id, due_at::timestamptz, owed_at::timestamptz,
        ${now.toISOString()}::timestamptz
      from unnest(
        ${column(({ id }) => id)}::uuid[], ${column(({ kind }) => kind)}::text[],
        ${column(({ personId }) => personId)}::uuid[], ${column(({ subjectId }) => subjectId)}::uuid[],
        ${column(({ occasion }) => occasion)}::text[], ${column(({ gatheringId }) => gatheringId)}::uuid[],
        ${column(({ dueAt }) => dueAt.toISOString())}::text[],
        ${column(({ owedAt }) => owedAt?.toISOString() ?? null)}::text[]
      ) as row(id, kind, person_id, subject_id, occasion, gathering_id, due_at, owed_at)
    on conflict do nothing returning id`);
  return added.map(({ id }) => id);
}

/** Takes back those that would be more than a person may get of one kind about one subject. */
async function withoutExcess(tx: Tx, added: New[]): Promise<New[]> {
  if (added.every(({ occasion }) => occasion === '')) return added;
  const ids = added.map(({ id }) => id);
  const excess = await tx
    .delete(letters)
    .where(
      and(
        inArray(letters.id, ids),
        sql`(select count(*) from ${letters} earlier
          where earlier.subject_id = ${letters.subjectId} and earlier.person_id = ${letters.personId}
            and earlier.kind = ${letters.kind} and earlier.id < ${letters.id}) >= ${LETTERS_PER_SUBJECT_MAX}`,
      ),
    )
    .returning({ id: letters.id });
  const gone = new Set(excess.map(({ id }) => id));
  return added.filter(({ id }) => !gone.has(id));
}

/** Turns letters whose time has come into mails; returns how many. At most 2,000 at a time. */
export async function oweDueLetters(tx: Tx, now: Date): Promise<number> {
  const due = await tx
    .select({ id: letters.id, personId: letters.personId })
    .from(letters)
    .where(and(isNull(letters.owedAt), isNull(letters.withdrawnAt), lte(letters.dueAt, now)))
    .orderBy(letters.dueAt)
    .limit(DUE_MAX)
    .for('update', { skipLocked: true });
  if (due.length === 0) return 0;
  const ids = due.map(({ id }) => id);
  await tx.update(letters).set({ owedAt: now }).where(inArray(letters.id, ids));
  await oweMails(tx, due.map(mailOf), now);
  return due.length;
}

function mailOf({ id, personId }: { id: string; personId: string }) {
  return { kind: 'letter' as const, personId, invitationId: null, letterId: id, sequence: 0 };
}
