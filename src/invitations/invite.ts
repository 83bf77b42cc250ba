import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

import { hasLeft } from '../calendar/time-zones.ts';
import type { Tx } from '../db/connect.ts';
import { type Gathering, gatherings, invitations, people } from '../db/schema/index.ts';
import type { Engine } from '../engine/engine.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { nextSequence } from '../gatherings/next-sequence.ts';
import { renewMails, takeBackMails } from '../gatherings/owe-news.ts';
import { oweMails } from '../mail/owe-mails.ts';
import type { InputError } from '../problems.ts';
import { drawInvitees, type EarlyDraw } from './draw-invitees.ts';
import { drawQuestion, type Invitee, isSameDraw, type ReadyDraw } from './draw-question.ts';
import { overCap } from './over-cap.ts';
import { keptReason } from './say-reason.ts';
import type { DrawRequest, Invited, InviteRequest } from './schemas.ts';

/** What became of it; `impossible` names what stands in the way: the transaction is to be undone. */
export type InviteOutcome =
  | ({ outcome: 'invited' } & Invited)
  | { outcome: 'not-open' }
  | { outcome: 'impossible'; errors: InputError[] };

/** PostgreSQL takes at most 65,535 parameters in a statement; a row here has 8. */
const ROWS_PER_INSERT = 8_000;

/** `early` is a draw made before the lock; `invitationsMax` is the load cap, `perDayMax` the organiser's own. */
export type Inviting = {
  gathering: Gathering;
  engine: Engine;
  invitationsMax: number;
  perDayMax?: number;
  early: EarlyDraw | null;
};

/**
 * Invites people, by a draw or by name, and owes each the mail, all or nothing. `gathering` is a row that this
 * transaction has locked; nobody is invited twice, however often and however many at once ask.
 */
export async function invite(
  tx: Tx,
  input: Inviting & { request: InviteRequest },
  now: Date,
): Promise<InviteOutcome> {
  const { gathering, request, perDayMax } = input;
  if (!isOpen(gathering, now)) return { outcome: 'not-open' };
  let invitees: Invitee[];
  let drawn: ReadyDraw | null = null;
  if ('personIds' in request) {
    const errors = await notInvitable(tx, request.personIds, now);
    if (errors.length > 0) return { outcome: 'impossible', errors };
    invitees = byName(request.personIds);
  } else {
    drawn = await drawLocked(tx, { ...input, request }, now);
    invitees = drawn.invitees;
  }
  const invited = await insertInvitations(tx, gathering, invitees, drawn?.seed ?? null, now);
  const errors = await overCap(tx, gathering, perDayMax, now);
  if (errors.length > 0) return { outcome: 'impossible', errors };
  const notes = drawn?.notes.length ? { notes: drawn.notes } : {};
  return { outcome: 'invited', invited, alreadyInvited: invitees.length - invited, ...notes };
}

/** People whom the organiser names, each once. */
export function byName(personIds: string[]): Invitee[] {
  return [...new Set(personIds)].map((personId) => ({ personId, ...keptReason([{ kind: 'by-name' }]) }));
}

/**
 * Invites people by name, each for a reason of their own, and owes each the mail; who is invited already is left as they
 * are. The gathering's row must be locked and open. Returns how many were invited.
 */
export function inviteForReasons(
  tx: Tx,
  { gathering, invitees }: { gathering: Gathering; invitees: Invitee[] },
  now: Date,
): Promise<number> {
  return insertInvitations(tx, gathering, invitees, null, now);
}

/** The draw made ahead, or another one where the people or their invitations have changed since. */
export async function drawLocked(
  tx: Tx,
  { gathering, engine, invitationsMax, early, request }: Inviting & { request: DrawRequest },
  now: Date,
): Promise<ReadyDraw> {
  const question = await drawQuestion(
    tx,
    { ...request, gathering, invitationsMax },
    now,
    early?.question ?? null,
  );
  const ready = early && (await isSameDraw(early.question, question)) ? early.drawn : null;
  return ready ?? drawInvitees(engine, question);
}

async function insertInvitations(
  tx: Tx,
  gathering: Gathering,
  invitees: Invitee[],
  drawSeed: number | null,
  now: Date,
): Promise<number> {
  const again = await inviteAgain(tx, gathering, invitees, now);
  const inserted = again.invited;
  for (let i = 0; i < invitees.length; i += ROWS_PER_INSERT) {
    const rows = invitees
      .slice(i, i + ROWS_PER_INSERT)
      .map((invitee) => ({ ...invitee, id: uuidv7(), gatheringId: gathering.id, drawSeed, createdAt: now }));
    inserted.push(
      ...(await tx
        .insert(invitations)
        .values(rows)
        .onConflictDoNothing({ target: [invitations.gatheringId, invitations.personId] })
        .returning({ invitationId: invitations.id, personId: invitations.personId })),
    );
  }
  const { sequence } = again;
  await oweMails(
    tx,
    inserted.map((row) => ({ ...row, kind: 'invitation', sequence })),
    now,
  );
  return inserted.length;
}

/**
 * Invites those again whose invitation had been taken back. Their calendars were told a cancellation: only a higher
 * revision brings the entry back (RFC 5546 §2.1.5).
 */
async function inviteAgain(
  tx: Tx,
  gathering: Gathering,
  invitees: Invitee[],
  now: Date,
): Promise<{ invited: { invitationId: string; personId: string }[]; sequence: number }> {
  const personIds = invitees.map(({ personId }) => personId);
  const invited = await tx
    .update(invitations)
    .set({ uninvitedAt: null, answer: 'none', answeredAt: null, answeredAlone: false })
    .where(
      and(
        eq(invitations.gatheringId, gathering.id),
        inArray(invitations.personId, personIds),
        isNotNull(invitations.uninvitedAt),
      ),
    )
    .returning({ invitationId: invitations.id, personId: invitations.personId });
  if (invited.length === 0) return { invited, sequence: gathering.sequence };
  const sequence = await nextSequence(tx, gathering);
  await tx.update(gatherings).set({ sequence, updatedAt: now }).where(eq(gatherings.id, gathering.id));
  const ids = invited.map(({ invitationId }) => invitationId);
  await takeBackMails(tx, inArray(invitations.id, ids), ['uninvited']);
  await renewMails(tx, eq(invitations.gatheringId, gathering.id), sequence, now);
  return { invited, sequence };
}

/** Those who are not in the directory or have left, by their place in the request. */
export async function notInvitable(tx: Tx, personIds: string[], now: Date): Promise<InputError[]> {
  const found = await tx
    .select({ id: people.id, leftOn: people.leftOn, timeZone: people.timeZone })
    .from(people)
    .where(inArray(people.id, personIds));
  const byId = new Map(found.map((person) => [person.id, person]));
  return personIds.flatMap((id, i) => {
    const person = byId.get(id);
    if (!person) {
      return [{ pointer: `/personIds/${i}`, message: 'is not the id of a person in the directory' }];
    }
    if (!hasLeft(person, now)) return [];
    return [{ pointer: `/personIds/${i}`, message: 'is somebody who has left and cannot be invited' }];
  });
}
