import { and, desc, eq, gt, isNotNull, lt, lte, ne } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import {
  coffeeMatches,
  coffeeRounds,
  coffeeSeats,
  doNotMatch,
  type Gathering,
  gatherings,
  programmeMembers,
  programmeParts,
} from '../db/schema/index.ts';
import { COOLDOWN_ROUNDS, type CoffeeInput, type CoffeePerson, type PairColumns } from '../mixing/index.ts';
import type { CoffeeChoices, CoffeeSettings } from '../programmes/formats/coffee.ts';
import { type MemberOn, membersInTurn } from '../programmes/members-on.ts';
import type { ProgrammeRow } from '../programmes/queries.ts';
import { likeText } from './like-text.ts';
import { type Clock, hoursOnDay } from './working-hours.ts';

/** Rows read at a time: enough for speed, few enough that they are gone before the next ones come. */
const ROWS_PER_READ = 2_000;
const MS_PER_DAY = 86_400_000;

/** What a round is drawn from, and everybody's clock for the hours that a table shares. */
export type CoffeeQuestion = {
  input: Omit<CoffeeInput, 'seed'>;
  day: string;
  clocks: Map<string, { clock: Clock; timeZone: string }>;
};

/**
 * Reads who takes part in a date, what each has chosen, whom each keeps from, and who met in the ten rounds before. In
 * pages, so that a hundred thousand members take no more memory than what is drawn from.
 */
export async function readQuestion(
  db: DbOrTx,
  { programme, gathering }: { programme: ProgrammeRow['programme']; gathering: Gathering },
): Promise<CoffeeQuestion> {
  const settings = programme.settings as CoffeeSettings;
  const day = gathering.startLocal.slice(0, 'yyyy-mm-dd'.length);
  const hoursOn = hoursOnDay(day);
  const people: CoffeePerson[] = [];
  const clocks: CoffeeQuestion['clocks'] = new Map();
  const same = oneOfEach();
  const managers: (string | null)[] = [];
  const addresses = new Map<string, string>();
  const earlier = await drawnBefore(db, programme.id, gathering);
  const leftOut = await leftOutOf(db, earlier[0]);
  for await (const page of membersInTurn(db, programme.id, gathering, ROWS_PER_READ)) {
    for (const member of page) {
      const { person } = member;
      const { workFrom: from, workTo: to } = member.settings as CoffeeChoices;
      const place = same({ clock: { from, to }, timeZone: person.timeZone });
      clocks.set(person.id, place);
      const seen = seenByDraw(member, settings, day);
      people.push({
        ...seen,
        unit: same(seen.unit),
        location: same(seen.location),
        languages: same(seen.languages),
        topics: same(seen.topics),
        hours: hoursOn(place.clock, place.timeZone),
        leftOut: leftOut.has(person.id),
      });
      managers.push(person.managerEmail?.toLowerCase() ?? null);
      addresses.set(person.email.toLowerCase(), person.id);
    }
  }
  for (const [k, person] of people.entries()) person.managerId = addresses.get(managers[k] ?? '') ?? null;
  const places = new Map(people.map(({ id }, place) => [id, place]));
  return {
    input: {
      people,
      mode: settings.mode,
      tableSize: settings.tableSize,
      sharedMinutes: settings.sharedMinutes,
      apart: await keptApart(db, programme.id, places),
      recent: await metRecently(db, earlier, places),
    },
    day,
    clocks,
  };
}

/** Gives the first of all values that look the same, so that a hundred thousand people hold some hundreds of them. */
function oneOfEach(): <V>(value: V) => V {
  const known = new Map<string, unknown>();
  return <V>(value: V): V => {
    const key = JSON.stringify(value) ?? '';
    if (!known.has(key)) known.set(key, value);
    return known.get(key) as V;
  };
}

/** A member as the draw sees them: what they chose, and of the directory only what the programme's mode needs. */
function seenByDraw({ person, settings }: MemberOn, of: CoffeeSettings, day: string): CoffeePerson {
  const { way, languages, shared, tableSizeMax } = settings as CoffeeChoices;
  const days =
    person.startedOn === null
      ? Number.POSITIVE_INFINITY
      : (Date.parse(day) - Date.parse(person.startedOn)) / MS_PER_DAY;
  const other = of.otherUnits.length > 0 ? of.otherUnits.includes(person.unit) : person.kind === 'guest';
  return {
    id: person.id,
    unit: person.unit,
    location: person.location,
    languages: (languages.length > 0 ? languages : person.languages).map((tag) => tag.split('-')[0] ?? tag),
    hours: null,
    remote: way !== 'in-person' && of.meet !== 'in-person',
    inPerson: way !== 'remote' && of.meet !== 'remote',
    newcomer: days <= of.newcomerDays,
    senior: person.grade !== null && of.seniorGrades.includes(person.grade),
    side: other ? 'other' : 'own',
    topics: of.mode === 'themed' ? shared.map(likeText) : [],
    tableSizeMax,
  };
}

/** The dates of the programme that were drawn before, the last one first. */
async function drawnBefore(db: DbOrTx, programmeId: string, { startsAt }: Gathering): Promise<string[]> {
  const rows = await db
    .select({ id: coffeeRounds.gatheringId })
    .from(coffeeRounds)
    .innerJoin(gatherings, eq(gatherings.id, coffeeRounds.gatheringId))
    .where(
      and(
        eq(coffeeRounds.programmeId, programmeId),
        isNotNull(coffeeRounds.drawnAt),
        ne(gatherings.status, 'cancelled'),
        lt(gatherings.startsAt, startsAt),
      ),
    )
    .orderBy(desc(gatherings.startsAt))
    .limit(COOLDOWN_ROUNDS);
  return rows.map(({ id }) => id);
}

async function leftOutOf(db: DbOrTx, gatheringId: string | undefined): Promise<Set<string>> {
  if (gatheringId === undefined) return new Set();
  const rows = await db
    .select({ personId: programmeParts.personId })
    .from(programmeParts)
    .where(and(eq(programmeParts.gatheringId, gatheringId), eq(programmeParts.part, 'left-out')));
  return new Set(rows.map(({ personId }) => personId));
}

async function keptApart(
  db: DbOrTx,
  programmeId: string,
  places: ReadonlyMap<string, number>,
): Promise<PairColumns> {
  const rows = await db
    .select({ personId: doNotMatch.personId, otherId: doNotMatch.otherId })
    .from(doNotMatch)
    .innerJoin(programmeMembers, eq(programmeMembers.personId, doNotMatch.personId))
    .where(eq(programmeMembers.programmeId, programmeId));
  const pairs = rows.flatMap(({ personId, otherId }) => {
    const [a, b] = [places.get(personId), places.get(otherId)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return { a: Int32Array.from(pairs, ([a]) => a), b: Int32Array.from(pairs, ([, b]) => b) };
}

/** Who sat together in these rounds, as far as they take part now. Reads so many tables at a time. */
async function metRecently(
  db: DbOrTx,
  earlier: readonly string[],
  places: ReadonlyMap<string, number>,
): Promise<CoffeeInput['recent']> {
  const a: number[] = [];
  const b: number[] = [];
  const roundsAgo: number[] = [];
  for (const [k, gatheringId] of earlier.entries()) {
    for (let from = 0; ; from += ROWS_PER_READ) {
      const { gatheringId: date, tableNumber: table } = coffeeMatches;
      const rows = await db
        .select({ table, personId: coffeeSeats.personId })
        .from(coffeeMatches)
        .innerJoin(coffeeSeats, eq(coffeeSeats.matchId, coffeeMatches.id))
        .where(and(eq(date, gatheringId), gt(table, from), lte(table, from + ROWS_PER_READ)))
        .orderBy(table);
      if (rows.length === 0) break;
      let there: number[] = [];
      let last = 0;
      for (const row of rows) {
        if (row.table !== last) [there, last] = [[], row.table];
        const place = places.get(row.personId);
        if (place === undefined) continue;
        for (const other of there) {
          a.push(place);
          b.push(other);
          roundsAgo.push(k + 1);
        }
        there.push(place);
      }
    }
  }
  return { a: Int32Array.from(a), b: Int32Array.from(b), roundsAgo: Int32Array.from(roundsAgo) };
}
