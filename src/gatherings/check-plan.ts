import { inArray } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type Audience, type Gathering, people } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { daysOf } from './audience.ts';
import type { FormatName } from './formats/format.ts';
import { FORMATS } from './formats/index.ts';
import type { Plan } from './plan.ts';
import { refusals } from './refusals.ts';

/** A plan with what its format's rules look at beside it. */
type FormatPlan = Plan & Pick<Gathering, 'format'> & Partial<Pick<Gathering, 'briefing'>>;

/**
 * Holds a plan against the clock, the directory and the rules of its format. Only what `changed` names is looked at,
 * so that a correction of the title is not refused for something that was right when it was planned.
 * Cost: at most four queries. The rows of host and facilitator are locked against erasure until the transaction ends.
 */
export async function checkPlan(
  tx: Tx,
  plan: FormatPlan & Pick<Gathering, 'startsAt' | 'endsAt'>,
  changed: ReadonlySet<keyof Plan>,
  now: Date,
): Promise<InputError[]> {
  const moved = changed.has('startLocal') || changed.has('timeZone');
  const past = moved && plan.startsAt.getTime() <= now.getTime();
  return [
    ...(past ? [{ pointer: '/start', message: 'must be in the future' }] : []),
    ...hybridErrors(plan, changed),
    ...(await leaderErrors(tx, plan, changed)),
    ...(changed.has('audience') ? await audienceErrors(tx, plan.audience) : []),
    ...(FORMAT_FIELDS.some((field) => changed.has(field)) ? refusals(findings(plan)) : []),
  ];
}

/** What the format's rules point out in a plan that they do not refuse. */
export function warningsOf(plan: FormatPlan) {
  const warned = findings(plan)
    .filter(({ severity }) => severity === 'warn')
    .map(({ code, message, remedy }) => ({ code, message, remedy }));
  return [...warned, ...noLimit(plan)];
}

/** A format that holds few people does not bring its own limit: a waiting list comes only where one was asked for. */
function noLimit({ format, durationMinutes, capacity }: FormatPlan) {
  const { title, defaultCapacity } = FORMATS[format as FormatName];
  const holds = defaultCapacity(durationMinutes);
  if (capacity !== null || holds === null) return [];
  const message = `${title}: at this length it holds ${holds} people, and no limit is set.`;
  return [{ code: 'no-limit', message, remedy: `Set the capacity to ${holds}.` }];
}

const FORMAT_FIELDS: readonly (keyof Plan)[] = [
  'startLocal',
  'durationMinutes',
  'capacity',
  'place',
  'onlineUrl',
  'facilitatorId',
  'mixing',
];

function findings(plan: FormatPlan) {
  return FORMATS[plan.format as FormatName].check(plan);
}

const HYBRID_FIELDS: readonly (keyof Plan)[] = ['hybrid', 'remoteCapacity', 'place', 'onlineUrl'];

/** A choice between the room and remote needs both, and only there are two capacities. */
function hybridErrors(
  { hybrid, remoteCapacity, place, onlineUrl }: Plan,
  changed: ReadonlySet<keyof Plan>,
): InputError[] {
  if (!HYBRID_FIELDS.some((field) => changed.has(field))) return [];
  if (hybrid && (place === null || onlineUrl === null)) {
    return [{ pointer: '/hybrid', message: 'needs a place and an onlineUrl, one for each of the two' }];
  }
  if (hybrid || remoteCapacity === null) return [];
  return [{ pointer: '/remoteCapacity', message: 'is for hybrid gatherings; set hybrid, or leave it out' }];
}

/** Host and facilitator must be in the directory and still there on the last day. */
async function leaderErrors(
  tx: Tx,
  plan: Plan & Pick<Gathering, 'endsAt'>,
  changed: ReadonlySet<keyof Plan>,
): Promise<InputError[]> {
  const named = (['hostId', 'facilitatorId'] as const).flatMap((field) => {
    const id = plan[field];
    return changed.has(field) && id !== null ? [{ pointer: `/${field}`, id }] : [];
  });
  if (named.length === 0) return [];
  const found = await tx
    .select({ id: people.id, leftOn: people.leftOn })
    .from(people)
    .where(inArray(people.id, [...new Set(named.map(({ id }) => id))]))
    .orderBy(people.id)
    .for('key share');
  const byId = new Map(found.map((person) => [person.id, person]));
  const { lastDay } = daysOf(plan);
  return named.flatMap(({ pointer, id }) => {
    const person = byId.get(id);
    if (!person) return [{ pointer, message: 'is nobody in the directory' }];
    const left = person.leftOn !== null && person.leftOn <= lastDay;
    return left ? [{ pointer, message: 'will have left by then' }] : [];
  });
}

/** Every name in an audience must be of somebody, or a typing error would invite nobody without a word. */
async function audienceErrors(tx: Tx, audience: Audience): Promise<InputError[]> {
  const { units = [], locations = [], personIds = [] } = audience;
  return [
    ...missing('units', units, await known(tx, people.unit, units), 'is the unit of nobody in the directory'),
    ...missing(
      'locations',
      locations,
      await known(tx, people.location, locations),
      'is the location of nobody in the directory',
    ),
    ...missing('personIds', personIds, await known(tx, people.id, personIds), 'is nobody in the directory'),
  ];
}

async function known(
  tx: Tx,
  column: typeof people.unit | typeof people.location | typeof people.id,
  values: string[],
): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const rows = await tx.selectDistinct({ value: column }).from(people).where(inArray(column, values));
  return new Set(rows.map(({ value }) => value));
}

function missing(list: string, values: string[], found: Set<string>, message: string): InputError[] {
  return values.flatMap((value, index) =>
    found.has(value) ? [] : [{ pointer: `/audience/${list}/${index}`, message }],
  );
}
