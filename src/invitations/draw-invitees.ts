import type { DbOrTx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import { draw } from '../mixing/index.ts';
import { defaultSeed } from './default-seed.ts';
import { drawRoom } from './draw-room.ts';
import type { DrawPreview, DrawRequest } from './schemas.ts';

/**
 * Draws whom to invite, around those who come anyway. The same seed draws the same people until people, encounters or
 * invitations change. More places than people draw everybody.
 */
export async function drawInvitees(
  db: DbOrTx,
  input: DrawRequest & { gathering: Gathering },
  now: Date,
): Promise<DrawPreview> {
  const { gathering, seed = defaultSeed(gathering.id) } = input;
  const { candidates, present, drawable, history, today } = await drawRoom(db, gathering, now);
  if (drawable === 0) {
    return { seed, invitees: [], mix: { units: 0, locations: 0, newPairShare: 0, crossUnitShare: 0 } };
  }
  const places = Math.min(input.places, drawable);
  return { seed, ...draw({ candidates, present, history, places, seed, today }) };
}
