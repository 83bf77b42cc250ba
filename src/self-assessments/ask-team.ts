import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { encounters, type Framework, introductions, people } from '../db/schema/index.ts';
import { PAIR_RESTS_DAYS, proposeIntroduction } from '../introductions/propose-introduction.ts';
import type { InputError } from '../problems.ts';

const DAY_MS = 86_400_000;

/**
 * Introduces somebody to a team that is further in a practice: to one of its people whose offers name it, else to one
 * whom they have not met, in the order of the directory. Nobody who was proposed to them within 180 days.
 */
export async function askTeam(
  tx: Tx,
  input: { framework: Framework; practice: string; askedUnit: string; personId: string; createdBy: string },
  now: Date,
): Promise<{ introductionId: string } | { errors: InputError[] }> {
  const { framework, practice, askedUnit, personId, createdBy } = input;
  const name = framework.practices.find(({ key }) => key === practice)?.name;
  if (name === undefined) {
    return { errors: [{ pointer: '/practice', message: 'is not a practice of the framework' }] };
  }
  const secondId = await findContact(tx, { personId, askedUnit, name }, now);
  if (secondId === null) {
    const message = `is a team in which nobody can be proposed: its people were proposed within ${PAIR_RESTS_DAYS} days`;
    return { errors: [{ pointer: '/askedUnit', message }] };
  }
  const topic = `${name} (${framework.name})`;
  const introduction = await proposeIntroduction(tx, { firstId: personId, secondId, topic, createdBy }, now);
  if (!introduction) {
    return { errors: [{ pointer: '/askedUnit', message: 'was asked at the same moment; ask again' }] };
  }
  return { introductionId: introduction.id };
}

async function findContact(
  tx: Tx,
  { personId, askedUnit, name }: { personId: string; askedUnit: string; name: string },
  now: Date,
): Promise<string | null> {
  const since = new Date(now.getTime() - PAIR_RESTS_DAYS * DAY_MS).toISOString();
  const offers = sql`exists (select from unnest(${people.offers}) offer where offer ilike ${`%${name}%`})`;
  const met = sql`exists (select from ${encounters}
    where (${encounters.personA}, ${encounters.personB}) in ((${people.id}, ${personId}::uuid), (${personId}::uuid, ${people.id})))`;
  const [found] = await tx
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.unit, askedUnit),
        eq(people.kind, 'staff'),
        ne(people.id, personId),
        or(isNull(people.leftOn), sql`${people.leftOn} > ${now.toISOString().slice(0, 'yyyy-mm-dd'.length)}`),
        sql`not exists (select from ${introductions}
          where (${introductions.firstId}, ${introductions.secondId})
              in ((${people.id}, ${personId}::uuid), (${personId}::uuid, ${people.id}))
            and ${introductions.createdAt} > ${since}::timestamptz)`,
      ),
    )
    .orderBy(sql`${offers} desc`, sql`${met}`, asc(people.id))
    .limit(1);
  return found?.id ?? null;
}
