import { and, asc, eq, gt, ilike, or, type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../db/connect.ts';
import { type Person, people } from '../db/schema/index.ts';

/** Which people a list shows: all conditions hold; `q` is part of a name or an address. */
export type PeopleFilter = { unit?: string; location?: string; q?: string };

/** One row more than `limit`, by id (the order of arrival), after the id `after`. */
export function listPeople(
  db: DbOrTx,
  filter: PeopleFilter,
  after: string | null,
  limit: number,
): Promise<Person[]> {
  const conditions: (SQL | undefined)[] = [
    filter.unit === undefined ? undefined : eq(people.unit, filter.unit.normalize('NFC')),
    filter.location === undefined ? undefined : eq(people.location, filter.location.normalize('NFC')),
    filter.q === undefined ? undefined : contains(filter.q),
    after === null ? undefined : gt(people.id, after),
  ];
  return db
    .select()
    .from(people)
    .where(and(...conditions))
    .orderBy(asc(people.id))
    .limit(limit + 1);
}

function contains(text: string): SQL | undefined {
  const pattern = `%${text.normalize('NFC').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(people.name, pattern), ilike(people.email, pattern));
}

/** The person, or null when nobody has this id. */
export async function findPerson(db: DbOrTx, id: string): Promise<Person | null> {
  const [person] = await db.select().from(people).where(eq(people.id, id));
  return person ?? null;
}

/** The person with this address in any case, or null. */
export async function findPersonByEmail(db: DbOrTx, email: string): Promise<Person | null> {
  const [person] = await db.select().from(people).where(hasEmail(email));
  return person ?? null;
}

/** The condition that the index of addresses answers. */
export function hasEmail(email: string): SQL {
  return sql`lower(${people.email}) = ${email.toLowerCase()}`;
}

/** One name more than `limit` of the units or locations in use, in the order of their characters' codes. */
export async function listNames(
  db: DbOrTx,
  of: 'unit' | 'location',
  after: string | null,
  limit: number,
): Promise<string[]> {
  const column = of === 'unit' ? people.unit : people.location;
  const ordered = sql<string>`${column} collate "C"`;
  const rows = await db
    .selectDistinct({ name: ordered })
    .from(people)
    .where(after === null ? undefined : sql`${ordered} > ${after}`)
    .orderBy(ordered)
    .limit(limit + 1);
  return rows.map((row) => row.name);
}
