import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  type CoffeeAnswer,
  type CoffeeMatch,
  type CoffeeRound,
  coffeeMatches,
  coffeeRounds,
  coffeeSeats,
  gatherings,
  people,
  programmeMembers,
} from '../db/schema/index.ts';
import { type PageOf, pageOf } from '../http/paging.ts';
import type { CoffeeChoices } from '../programmes/formats/coffee.ts';
import { sharedPoints } from './shared-points.ts';

/** Somebody at a match, with what they chose to share in this programme. */
type AtTable = {
  id: string;
  name: string;
  email: string;
  unit: string;
  location: string;
  timeZone: string;
  answer: CoffeeAnswer | null;
  stay: boolean;
  shared: string[];
};

/** A match as one of its people sees it. */
export type MyMatch = Pick<
  CoffeeMatch,
  'id' | 'gatheringId' | 'way' | 'sharedFrom' | 'sharedUntil' | 'again'
> & {
  title: string;
  startsAt: Date;
  durationMinutes: number;
  me: AtTable;
  partners: AtTable[];
  /** Points that they and all partners chose to share, two at most. */
  common: string[];
};

/**
 * Matches for those who are at them, by `matchId personId`: one query whatever their number. Left out are matches of
 * dates that were called off and those whose other people were erased.
 */
export async function matchesFor(
  db: DbOrTx,
  asked: readonly { matchId: string; personId: string }[],
): Promise<Map<string, MyMatch>> {
  const ids = [...new Set(asked.map(({ matchId }) => matchId))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      match: coffeeMatches,
      title: gatherings.title,
      startsAt: gatherings.startsAt,
      durationMinutes: gatherings.durationMinutes,
      id: people.id,
      name: people.name,
      email: people.email,
      unit: people.unit,
      location: people.location,
      timeZone: people.timeZone,
      answer: coffeeSeats.answer,
      stay: coffeeSeats.stay,
      settings: programmeMembers.settings,
    })
    .from(coffeeMatches)
    .innerJoin(coffeeRounds, eq(coffeeRounds.gatheringId, coffeeMatches.gatheringId))
    .innerJoin(gatherings, eq(gatherings.id, coffeeMatches.gatheringId))
    .innerJoin(coffeeSeats, eq(coffeeSeats.matchId, coffeeMatches.id))
    .innerJoin(people, eq(people.id, coffeeSeats.personId))
    .leftJoin(
      programmeMembers,
      and(
        eq(programmeMembers.programmeId, coffeeRounds.programmeId),
        eq(programmeMembers.personId, coffeeSeats.personId),
      ),
    )
    .where(and(inArray(coffeeMatches.id, ids), sql`${gatherings.status} <> 'cancelled'`))
    .orderBy(asc(coffeeMatches.id), asc(people.name), asc(people.id));
  const tables = new Map<string, typeof rows>();
  for (const row of rows) tables.set(row.match.id, [...(tables.get(row.match.id) ?? []), row]);
  const found = new Map<string, MyMatch>();
  for (const { matchId, personId } of asked) {
    const [first] = tables.get(matchId) ?? [];
    const there = (tables.get(matchId) ?? []).map(atTable);
    const me = there.find(({ id }) => id === personId);
    if (!first || !me || there.length < 2) continue;
    const { title, startsAt, durationMinutes } = first;
    const { id, gatheringId, way, sharedFrom, sharedUntil, again } = first.match;
    const partners = there.filter((one) => one !== me);
    const common = sharedPoints(
      there.map(({ shared }) => shared),
      me.shared,
    );
    const of = { id, gatheringId, way, sharedFrom, sharedUntil, again, title, startsAt, durationMinutes };
    found.set(`${matchId} ${personId}`, { ...of, me, partners, common });
  }
  return found;
}

function atTable({
  settings,
  match: _,
  title: __,
  startsAt: ___,
  durationMinutes: ____,
  ...person
}: Omit<AtTable, 'shared'> & {
  settings: Record<string, unknown> | null;
  match: unknown;
  title: unknown;
  startsAt: unknown;
  durationMinutes: unknown;
}): AtTable {
  return { ...person, shared: (settings as CoffeeChoices | null)?.shared ?? [] };
}

/**
 * A person's own matches, the newest first, after `after`: up to `limit`. Matches that are of no use any more are left
 * out, so that a page may hold fewer. Two queries.
 */
export async function matchesOf(
  db: DbOrTx,
  personId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<PageOf<MyMatch>> {
  const rows = await db
    .select({ id: coffeeSeats.matchId })
    .from(coffeeSeats)
    .where(
      and(eq(coffeeSeats.personId, personId), after === null ? undefined : lt(coffeeSeats.matchId, after)),
    )
    .orderBy(desc(coffeeSeats.matchId))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit);
  const found = await matchesFor(
    db,
    items.map(({ id: matchId }) => ({ matchId, personId })),
  );
  return { items: items.flatMap(({ id }) => found.get(`${id} ${personId}`) ?? []), nextCursor };
}

/** A round with what its people said of it, counted. */
export type RoundRow = CoffeeRound & {
  startsAt: Date;
  startLocal: string;
  timeZone: string;
  met: number;
  notYet: number;
  notMet: number;
};

/** Rounds of a programme, the newest first, after `after`: up to `limit`. One query. */
export async function listRounds(
  db: DbOrTx,
  programmeId: string,
  { after, limit, gatheringId }: { after: string | null; limit: number; gatheringId?: string },
): Promise<RoundRow[]> {
  const said = (answer: CoffeeAnswer) => sql<number>`(
    select count(*)::int from ${coffeeSeats} join ${coffeeMatches} on ${coffeeMatches.id} = ${coffeeSeats.matchId}
     where ${coffeeMatches.gatheringId} = ${coffeeRounds.gatheringId} and ${coffeeSeats.answer} = ${answer})`;
  const rows = await db
    .select({
      round: coffeeRounds,
      startsAt: gatherings.startsAt,
      startLocal: gatherings.startLocal,
      timeZone: gatherings.timeZone,
      met: said('yes'),
      notYet: said('not-yet'),
      notMet: said('no'),
    })
    .from(coffeeRounds)
    .innerJoin(gatherings, eq(gatherings.id, coffeeRounds.gatheringId))
    .where(
      and(
        eq(coffeeRounds.programmeId, programmeId),
        after === null ? undefined : lt(coffeeRounds.gatheringId, after),
        gatheringId === undefined ? undefined : eq(coffeeRounds.gatheringId, gatheringId),
      ),
    )
    .orderBy(desc(coffeeRounds.gatheringId))
    .limit(limit);
  return rows.map(({ round, ...rest }) => ({ ...round, ...rest }));
}
