import { and, asc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';

import { closesAt } from '../calendar/closes-at.ts';
import type { Db, Tx } from '../db/connect.ts';
import { gatherings, invitations, peerAssistSeats, peerAssists } from '../db/schema/index.ts';
import { isOpen } from '../gatherings/is-open.ts';
import { defaultSeed } from '../invitations/default-seed.ts';
import { inviteForReasons } from '../invitations/invite.ts';
import { keptReason } from '../invitations/say-reason.ts';
import { lockPeople } from './confirm.ts';
import { panelReason } from './panel-reason.ts';
import { type Picker, pick } from './pick.ts';
import { holdsSeat, meetsAfter } from './queries.ts';
import { asHeld } from './request-of.ts';
import { seatPanel } from './seat-panel.ts';

/** Keeps one turn short; the next takes the rest. */
const PANELS_MAX = 20;
/** Where nobody else can be asked now, somebody may come back from leave, or an assist be cancelled. */
const LOOK_AGAIN_MS = 60 * 60_000;

/** Seats whose invitation stands: not declined, not taken back. */
const held = sql<number>`(
  select count(*) from ${peerAssistSeats} seat
  join ${invitations} asked on asked.gathering_id = ${peerAssists.gatheringId} and asked.person_id = seat.person_id
  where seat.peer_assist_id = ${peerAssists.id} and seat.state = 'asked' and asked.answer <> 'declined')`;

/**
 * Asks the next best for each seat that somebody gave back, by whatever way they did, keeping the rules beside those
 * who stay: one panel after the other, each in a transaction of its own. Nobody but the organiser is told who declined.
 * Returns how many were asked.
 */
export async function fillPanels(db: Db, picker: Picker, now: Date): Promise<number> {
  const open = await db
    .select({ assistId: peerAssists.id, gatheringId: gatherings.id })
    .from(peerAssists)
    .innerJoin(gatherings, eq(gatherings.id, peerAssists.gatheringId))
    .where(
      and(
        meetsAfter(now),
        or(isNull(peerAssists.fillAfter), lte(peerAssists.fillAfter, now)),
        gt(peerAssists.seatsConfirmed, held),
      ),
    )
    .orderBy(asc(peerAssists.id))
    .limit(PANELS_MAX);
  let asked = 0;
  for (const ids of open) asked += await db.transaction((tx) => fillPanel(tx, ids, picker, now));
  return asked;
}

/** The gathering's row first, as everybody does who changes its invitations; then the request's. */
async function fillPanel(
  tx: Tx,
  { assistId, gatheringId }: { assistId: string; gatheringId: string },
  picker: Picker,
  now: Date,
): Promise<number> {
  const [gathering] = await tx.select().from(gatherings).where(eq(gatherings.id, gatheringId)).for('update');
  const [assist] = await tx.select().from(peerAssists).where(eq(peerAssists.id, assistId)).for('update');
  if (!gathering || !assist || !isOpen(gathering, now) || closesAt(gathering) <= now) return 0;
  const moved = asHeld(assist, gathering);
  const seed = assist.panelSeed ?? defaultSeed(assist.id);
  const picked = await pick(tx, picker, { assist: moved, seed, keep: true }, now);
  const there = new Set(picked.seats.filter(holdsSeat).map(({ personId }) => personId));
  // Another turn has filled it meanwhile.
  if (there.size >= (assist.seatsConfirmed ?? 0)) return 0;
  const added = picked.panel.filter((id) => !there.has(id));
  // Another panel may have asked them since they were read.
  await lockPeople(tx, added);
  const again = await pick(tx, picker, { assist: moved, seed, keep: true }, now);
  const next = again.panel.filter((id) => added.includes(id));
  if (next.length === 0) {
    const fillAfter = new Date(now.getTime() + LOOK_AGAIN_MS);
    await tx.update(peerAssists).set({ fillAfter }).where(eq(peerAssists.id, assistId));
    return 0;
  }
  const panel = [...there, ...next];
  await seatPanel(tx, again.question, { assistId, panel, state: 'asked', seed }, now);
  const invitees = next.flatMap((id) => {
    const person = again.question.known.get(id);
    return person ? [{ personId: id, ...keptReason(panelReason(person)) }] : [];
  });
  return inviteForReasons(tx, { gathering, invitees }, now);
}
