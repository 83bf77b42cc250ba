import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Gathering, type Invitation, invitations, mails, type Note, notes } from '../db/schema/index.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { readText } from '../gatherings/plan.ts';
import { oweMails } from '../mail/owe-mails.ts';
import { NUDGES_MAX } from '../mail/reminder-times.ts';
import type { InputError } from '../problems.ts';
import type { NoteRequest } from './schemas.ts';

/** What became of a note; `enough` says that this part has had as many as one may send. */
export type NoteOutcome =
  | { outcome: 'sent'; note: Note }
  | { outcome: 'not-open' | 'enough' }
  | { outcome: 'impossible'; errors: InputError[] };

/** The answer that each part is known by. */
const ANSWER_OF: Record<Note['toPart'], Invitation['answer']> = {
  accepted: 'accepted',
  'no-answer': 'none',
  tentative: 'tentative',
  waiting: 'waitlisted',
};

/**
 * Writes to everybody who belongs to a part of those invited now, and owes each the mail. A part gets at most three
 * notes, and so does a person, whatever parts they were in. `gathering` is a row that this transaction has locked.
 */
export async function sendNote(
  tx: Tx,
  input: { gathering: Gathering; request: NoteRequest; actorId: string },
  now: Date,
): Promise<NoteOutcome> {
  const { gathering, request, actorId } = input;
  if (!isOpen(gathering, now)) return { outcome: 'not-open' };
  const read = readText('/text', request.text);
  if ('errors' in read) return { outcome: 'impossible', errors: read.errors };
  if (read.value === null) {
    return { outcome: 'impossible', errors: [{ pointer: '/text', message: 'must say something' }] };
  }
  const ofPart = and(eq(notes.gatheringId, gathering.id), eq(notes.toPart, request.to));
  const [earlier] = await tx.select({ notes: count() }).from(notes).where(ofPart);
  if ((earlier?.notes ?? 0) >= NUDGES_MAX) return { outcome: 'enough' };
  const [note] = await tx
    .insert(notes)
    .values({
      id: uuidv7(),
      gatheringId: gathering.id,
      toPart: request.to,
      text: read.value,
      createdBy: actorId,
      createdAt: now,
    })
    .returning();
  if (!note) throw new Error('an insert returned no row');
  await oweMails(tx, await owedBy(tx, gathering, note), now);
  return { outcome: 'sent', note };
}

async function owedBy(tx: Tx, { id, sequence }: Gathering, note: Note) {
  const had = sql`(select count(*) from ${mails} where ${mails.invitationId} = ${invitations.id} and ${mails.kind} = 'note')`;
  const readers = await tx
    .select({ invitationId: invitations.id, personId: invitations.personId })
    .from(invitations)
    .where(
      and(
        eq(invitations.gatheringId, id),
        eq(invitations.answer, ANSWER_OF[note.toPart]),
        isNull(invitations.uninvitedAt),
        sql`${had} < ${NUDGES_MAX}`,
      ),
    )
    .orderBy(invitations.id);
  return readers.map((reader) => ({ kind: 'note' as const, ...reader, sequence, noteId: note.id }));
}
