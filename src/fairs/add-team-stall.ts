import { sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { manages } from '../gatherings/queries.ts';
import type { Principal } from '../http/principal.ts';
import type { InputError, ProblemCode } from '../problems.ts';
import { addStall } from './add-stall.ts';
import { visibleFair } from './queries.ts';
import { STAFF_MIN } from './schemas.ts';

type Asked = {
  gatheringId: string;
  principal: Principal;
  unit: string;
  title: string;
  offers: string[];
  asks: string[];
  personId: string | null;
  staffIds: string[] | undefined;
};
type Refused = { refused: ProblemCode; detail: string };

/**
 * Puts a stall of a team into a fair: confirmed where the caller runs the fair, else proposed by one of its staff. Without
 * `staffIds` it is staffed by `personId` and by others of the team who are invited and staff no stall yet, two in all.
 */
export async function addTeamStall(
  tx: Tx,
  asked: Asked,
  now: Date,
): Promise<{ id: string } | { errors: InputError[] } | Refused> {
  const { gatheringId, principal, unit, title, offers, asks } = asked;
  const fair = await visibleFair(tx, principal, gatheringId);
  if (!fair) return { refused: 'not-found', detail: 'There is no such knowledge fair, or it is not yours.' };
  if (fair.status !== 'scheduled') {
    return { refused: 'gathering-not-open', detail: 'The fair is over or was cancelled.' };
  }
  const staffIds = asked.staffIds ?? (await staffOfTeam(tx, asked));
  const managed = manages(principal, fair);
  if (!managed && !staffIds.some((id) => id === principal.personId)) {
    const detail =
      'You propose stalls that you staff yourself: ask who runs the fair for one of another team.';
    return { refused: 'forbidden', detail };
  }
  const result = await addStall(
    tx,
    {
      gatheringId,
      stall: { ...PLAIN, title, unit, offers, asks, staffIds },
      status: managed ? 'confirmed' : 'proposed',
      createdBy: principal.actorId,
    },
    now,
  );
  if (result === 'too-few') {
    const detail = `A stall needs ${STAFF_MIN} people at least: invite others of ${unit} to the fair, or name them in staffIds.`;
    return { refused: 'fair-stall-staff', detail };
  }
  return 'errors' in result ? result : { id: result.added.stall.id };
}

/** A stall of which nothing else was said, as the API's schema has it. */
const PLAIN = {
  ...{ x: 0, y: 0, stepFree: true, power: false, network: false },
  ...{ setUpMinutes: 30, leadDays: 7 },
};

async function staffOfTeam(tx: Tx, { gatheringId, unit, personId }: Asked): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select person.id from people person
    join invitations invitation on invitation.person_id = person.id and invitation.gathering_id = ${gatheringId}
    where person.unit = ${unit} and invitation.uninvited_at is null and invitation.answer <> 'declined'
      and not exists (
        select from stall_staff where gathering_id = ${gatheringId} and person_id = person.id)
    order by (person.id is not distinct from ${personId}::uuid) desc, person.id
    limit ${STAFF_MIN}`);
  return rows.map(({ id }) => id);
}
