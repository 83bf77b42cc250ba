import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { type Gathering, type Invitation, invitations } from '../db/schema/index.ts';
import { isSameRows } from '../engine/is-same-rows.ts';
import type { TaskInput } from '../engine/tasks.ts';
import { apartAmong } from '../people/do-not-match.ts';
import { defaultSeed } from './default-seed.ts';
import { drawHistory, drawPeople, LOAD_CAP_DAYS } from './draw-room.ts';
import type { DrawPreview, DrawRequest } from './schemas.ts';

/** More people than this never share one table (domain rules §4): there the tables keep apart those who want it. */
const ONE_TABLE_MAX = 8;

/**
 * What a draw is asked: the question to the engine, whom the same seed has invited already, who come first, and which of
 * the people keep from each other, where all who are drawn share one table; never to be told.
 */
export type DrawQuestion = { input: TaskInput<'draw'>; earlier: Invitee[]; apart: [string, string][] };

/** Somebody chosen, with the reason as an invitation keeps it. */
export type Invitee = Pick<Invitation, 'personId' | 'reason'> & Partial<Pick<Invitation, 'reasonParts'>>;
/** A draw as it is shown, with what the reasons are made of. */
export type ReadyDraw = Omit<DrawPreview, 'invitees'> & { invitees: Invitee[] };

/** A draw for a gathering; nobody who had `invitationsMax` invitations in the last 30 days is drawn. */
export type AskedDraw = DrawRequest & { gathering: Gathering; invitationsMax: number };

/**
 * Reads what a draw needs, in four queries at most, whatever its size. Days begin at midnight UTC, so that a preview and
 * the invitation of the same day read the same. `before` is the same question read before: where the same people are
 * concerned, who has met whom is not read again.
 */
export async function drawQuestion(
  db: DbOrTx,
  { gathering, places, invitationsMax, unitMax, spread, ...asked }: AskedDraw,
  now: Date,
  before: DrawQuestion | null,
): Promise<DrawQuestion> {
  const seed = asked.seed ?? defaultSeed(gathering.id);
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  // As they come: to make ten thousand people anew would hold up others for milliseconds.
  const room = await drawPeople(db, gathering, today);
  const isSame = before !== null && (await isSameRows(before.input.candidates, room));
  const candidates = isSame ? before.input.candidates : room;
  const history = isSame ? before.input.history : await drawHistory(db, gathering);
  const earlier = await drawnEarlier(db, { gatheringId: gathering.id, seed, places });
  const present = room.filter((row) => row.comes).map((row) => row.id);
  const open = places - earlier.length;
  const shareATable = open + present.length <= ONE_TABLE_MAX;
  const hostManagers = room.filter((row) => row.managesHost && !row.comes).map((row) => row.id);
  return {
    earlier,
    apart: shareATable
      ? await apartAmong(
          db,
          candidates.map(({ id }) => id),
        )
      : [],
    input: {
      candidates,
      history,
      places: open,
      seed,
      present,
      ...(spread ? { spread } : {}),
      rules: {
        loadCap: { invitationsMax, days: LOAD_CAP_DAYS },
        hostManagers,
        ...(unitMax === undefined ? {} : { unitMax }),
      },
      today,
    },
  };
}

/** Whether two questions are the same, who has met whom aside: that is read once for the same people. */
export async function isSameDraw(one: DrawQuestion, other: DrawQuestion): Promise<boolean> {
  const { candidates, history: _, ...rest } = one.input;
  const { candidates: others, history: __, ...otherRest } = other.input;
  return (
    (await isSameRows(candidates, others)) &&
    (await isSameRows(one.earlier.map(whoAndWhy), other.earlier.map(whoAndWhy))) &&
    isDeepStrictEqual(rest, otherRest) &&
    isDeepStrictEqual(one.apart, other.apart)
  );
}

const whoAndWhy = ({ personId, reason }: Invitee) => ({ personId, reason });

/** Whom this seed has invited, as it drew them. */
function drawnEarlier(
  db: DbOrTx,
  { gatheringId, seed, places }: { gatheringId: string; seed: number; places: number },
): Promise<Invitee[]> {
  return db
    .select({
      personId: invitations.personId,
      reason: invitations.reason,
      reasonParts: invitations.reasonParts,
    })
    .from(invitations)
    .where(and(eq(invitations.gatheringId, gatheringId), eq(invitations.drawSeed, seed)))
    .orderBy(asc(invitations.id))
    .limit(places);
}
