import { inArray } from 'drizzle-orm';

import { plainLine } from '../calendar/plain-text.ts';
import type { Tx } from '../db/connect.ts';
import { type PeerAssist, people } from '../db/schema/index.ts';
import { readPlan, readText } from '../gatherings/plan.ts';
import type { InputError } from '../problems.ts';
import type { DraftInput } from './schemas.ts';

/** The given fields as they are kept. */
export type DraftValues = Partial<PeerAssist>;

const TEXTS = ['problem', 'decision', 'alreadyLooked'] as const;

/**
 * Reads what is given of a request: texts tidied, empty ones as null, times and addresses by the rules for a gathering,
 * host and facilitator looked up. Fields that are not given are not looked at. Cost: at most one query.
 * @returns the values as they are kept, or everything that is wrong with them.
 */
export async function readDraft(
  tx: Tx,
  { start, title, place, onlineUrl, timeZone, hopedFor, practice, agenda, ...rest }: DraftInput,
): Promise<{ values: DraftValues } | { errors: InputError[] }> {
  const values: DraftValues = { ...rest };
  const errors: InputError[] = [];
  const plan = readPlan(given({ title, place, onlineUrl, start, timeZone }));
  if ('errors' in plan) errors.push(...plan.errors);
  else Object.assign(values, plan.values);
  if (title === null) values.title = null;
  if (start === null) values.startLocal = null;
  if (timeZone === null) values.timeZone = null;
  if (place === null) values.place = null;
  if (onlineUrl === null) values.onlineUrl = null;
  for (const field of TEXTS) {
    const text = rest[field];
    if (text === undefined) continue;
    const read = readText(`/${field}`, text);
    if ('errors' in read) errors.push(...read.errors);
    else values[field] = read.value;
  }
  if (practice !== undefined) values.practice = practice === null ? null : plainLine(practice) || null;
  if (hopedFor !== undefined) values.hopedFor = hopedFor.map(plainLine).filter((hope) => hope !== '');
  if (agenda !== undefined) {
    values.agenda = agenda?.map((block) => ({ ...block, title: plainLine(block.title) })) ?? null;
    errors.push(...untitled(values.agenda));
  }
  errors.push(...(await unknownLeaders(tx, rest)));
  return errors.length > 0 ? { errors } : { values };
}

function untitled(agenda: PeerAssist['agenda']): InputError[] {
  return (agenda ?? []).flatMap(({ title }, i) =>
    title === '' ? [{ pointer: `/agenda/${i}/title`, message: 'must hold a letter or a digit' }] : [],
  );
}

async function unknownLeaders(
  tx: Tx,
  { hostId, facilitatorId }: Pick<DraftInput, 'hostId' | 'facilitatorId'>,
): Promise<InputError[]> {
  const named = Object.entries({ hostId, facilitatorId }).flatMap(([field, id]) =>
    id ? [{ field, id }] : [],
  );
  if (named.length === 0) return [];
  const found = await tx
    .select({ id: people.id })
    .from(people)
    .where(inArray(people.id, [...new Set(named.map(({ id }) => id))]))
    .orderBy(people.id)
    .for('key share');
  const ids = new Set(found.map(({ id }) => id));
  return named.flatMap(({ field, id }) =>
    ids.has(id) ? [] : [{ pointer: `/${field}`, message: 'is nobody in the directory' }],
  );
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without what is null or not given. */
function given<T extends object>(fields: T): Given<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as Given<T>;
}
