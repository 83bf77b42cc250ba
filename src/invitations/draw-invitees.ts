import { and, asc, eq } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, invitations } from '../db/schema/index.ts';
import { draw } from '../mixing/index.ts';
import { defaultSeed } from './default-seed.ts';
import { type DrawRoom, drawRoom } from './draw-room.ts';
import type { DrawPreview, DrawRequest } from './schemas.ts';

type Invitees = DrawPreview['invitees'];

/**
 * Draws whom to invite, around those who come anyway. Those whom the same seed has invited already come first, so that
 * asking again invites nobody else and more places add to them. More places than people draw everybody.
 */
export async function drawInvitees(
  db: DbOrTx,
  input: DrawRequest & { gathering: Gathering },
  now: Date,
): Promise<DrawPreview> {
  const { gathering, seed = defaultSeed(gathering.id) } = input;
  const room = await drawRoom(db, gathering, now);
  const earlier = await drawnEarlier(db, gathering.id, seed, input.places);
  const places = Math.min(input.places - earlier.length, room.drawable);
  if (earlier.length === 0 && places === 0) {
    return { seed, invitees: [], mix: { units: 0, locations: 0, newPairShare: 0, crossUnitShare: 0 } };
  }
  const drawn = places === 0 ? null : draw({ ...room, places, seed });
  if (drawn && earlier.length === 0) return { seed, ...drawn };
  const invitees = [...earlier, ...(drawn?.invitees ?? [])];
  return { seed, invitees, mix: mixOf(room, invitees, seed) };
}

/** Whom this seed has invited, as it drew them. */
function drawnEarlier(db: DbOrTx, gatheringId: string, seed: number, places: number): Promise<Invitees> {
  return db
    .select({ personId: invitations.personId, reason: invitations.reason })
    .from(invitations)
    .where(and(eq(invitations.gatheringId, gatheringId), eq(invitations.drawSeed, seed)))
    .orderBy(asc(invitations.id))
    .limit(places);
}

/** The mix that these people give among the others who come: a draw that has no choice. */
function mixOf(room: DrawRoom, invitees: Invitees, seed: number): DrawPreview['mix'] {
  const chosen = new Set(invitees.map(({ personId }) => personId));
  const others = room.present.filter((id) => !chosen.has(id));
  const there = new Set([...chosen, ...others]);
  const candidates = room.candidates.filter(({ id }) => there.has(id));
  const places = candidates.length - others.length;
  if (places === 0) return { units: 0, locations: 0, newPairShare: 0, crossUnitShare: 0 };
  return draw({ ...room, candidates, present: others, places, seed }).mix;
}
