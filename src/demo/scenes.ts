import { seededRandom } from '../mixing/random.ts';
import { answerByCalendar } from './answer-by-calendar.ts';
import type { Client } from './client.ts';
import { eachOf, type ReadMail, readInbox } from './inbox.ts';
import type { Plan } from './plans.ts';
import type { StoryClock } from './story-clock.ts';
import { until } from './until.ts';

export type StaffMember = { id: string; email: string; name: string; unit: string; location: string };
/** What every scene has at hand. */
export type Stage = {
  baseUrl: string;
  client: Client;
  clock: StoryClock;
  say: (line: string) => void;
  staff: StaffMember[];
  /** When the story began: days of plans count from here. */
  begun: Date;
  /** Where calendar programs' replies come in. */
  inboundPort: number;
};
export type Invited = { plan: Plan; id: string; startsAt: Date; mails: ReadMail[] };
export type Outcome = {
  status: string;
  invited: number;
  accepted: number;
  attended: number | null;
  pairsMet: number | null;
  newPairShare: number | null;
  mixRatio: number | null;
};
type MixFigures = { mixRatio: number | null; crossUnitShare: number; newPairShare: number; repeats: number };
export type Held = Invited & { came: string[]; mix: MixFigures; outcome: Outcome };

type Gathering = { id: string; startsAt: string };
type Draw = {
  invitees: { personId: string; reason: string }[];
  mix: { units: number; locations: number; newPairShare: number; crossUnitShare: number };
};
type Rounds = { rounds: { tables: { number: number; seats: string[]; why: string }[] }[]; mix: MixFigures };

const DAY_MS = 24 * 60 * 60 * 1000;
const SEED = 7;
/** Answers and check-ins under way at once. */
const AT_ONCE = 10;
/** Invented shares of what people answer, and of those who then come. */
const ACCEPT = 0.75;
const TENTATIVE = 0.85;
const DECLINE = 0.95;
const COMES = 0.85;

/** Schedules a gathering, shows whom the draw picks and why, and sends the invitations by mail. */
export async function invite(stage: Stage, plan: Plan, personIds?: string[]): Promise<Invited> {
  const { client, say, staff, clock } = stage;
  const host = staff[plan.inDays % staff.length];
  const gathering = await client.post<Gathering>('/gatherings', {
    format: plan.format,
    title: plan.title,
    purpose: plan.purpose,
    start: `${dayFrom(stage.begun, plan.inDays)}T${plan.at}`,
    timeZone: plan.timeZone,
    durationMinutes: plan.durationMinutes,
    place: plan.place,
    hostId: host?.id,
    audience: { everyone: true },
    ...(plan.capacity ? { capacity: plan.capacity } : {}),
  });
  say(
    `\n   ${plan.title} (${plan.format}), ${dayFrom(stage.begun, plan.inDays)} ${plan.at.slice(0, 5)} ${plan.timeZone}`,
  );
  const url = `/gatherings/${gathering.id}`;
  const since = clock.now();
  if (personIds) {
    await client.post(`${url}/invitations`, { personIds });
  } else {
    const draw = await client.post<Draw>(`${url}/draw`, { places: plan.places, seed: SEED });
    const { units, locations, newPairShare } = draw.mix;
    say(
      `     drawn: ${draw.invitees.length} people from ${units} units and ${locations} locations, ${percent(newPairShare)} of pairs new`,
    );
    for (const { personId, reason } of draw.invitees.slice(0, 2)) {
      const person = staff.find((one) => one.id === personId);
      say(`       ${person?.name ?? 'somebody'}, ${person?.unit}, ${person?.location}: ${reason}`);
    }
    await client.post(`${url}/invitations`, { places: plan.places, seed: SEED });
  }
  const startedAt = performance.now();
  const deliveries = await delivered(client, url);
  const ms = Math.max(1, performance.now() - startedAt);
  say(`     ${deliveries} invitations accepted by the mail server in ${(ms / 1000).toFixed(1)} s`);
  const mails = (await readInbox(stage.baseUrl, since)).filter((mail) => mail.subject.includes(plan.title));
  return { plan, id: gathering.id, startsAt: new Date(gathering.startsAt), mails };
}

/** People answer by their links, come or not, sit at mixed tables; the gathering closes and is remembered. */
export async function hold(stage: Stage, invited: Invited): Promise<Held> {
  const { client, say, clock } = stage;
  const { plan } = invited;
  const url = `/gatherings/${invited.id}`;
  const random = seededRandom(plan.inDays);
  const draws = invited.mails.map(() => random.unit());
  const [first, ...others] = invited.mails;
  if (first) await acceptInCalendar(stage, url, first);
  await eachOf(others, AT_ONCE, (mail, i) => answer(mail, draws[i] ?? 0));
  type Answer = { personId: string; answer: string };
  const answers = await client.list<Answer>(`${url}/invitations`);
  const count = (word: string) => answers.filter((one) => one.answer === word).length;
  say(
    `\n   ${plan.title}: ${count('accepted')} come, ${count('waitlisted')} wait for a place, ` +
      `${count('tentative')} perhaps, ${count('declined')} cannot`,
  );
  clock.moveTo(invited.startsAt);
  const accepted = answers.filter((one) => one.answer === 'accepted').map((one) => one.personId);
  const came = accepted.filter(() => random.unit() < COMES);
  await eachOf(came, AT_ONCE, (personId) => client.post(`${url}/check-ins`, { personId }));
  const { tableSize, rounds: count_ } = plan;
  const made = await client.post<Rounds>(`${url}/rounds`, {
    tableSize,
    rounds: count_,
    seed: SEED,
    from: 'checked-in',
  });
  const tables = made.rounds[0]?.tables ?? [];
  say(
    `     ${came.length} checked in, ${tables.length} ${tables.length === 1 ? 'table' : 'tables'} × ${made.rounds.length}; table 1: ${tables[0]?.why ?? '–'}`,
  );
  say(
    `     repeated pairs: ${made.mix.repeats}, new pairs: ${percent(made.mix.newPairShare)}, pairs across units: ${percent(made.mix.crossUnitShare)}`,
  );
  await client.post(`${url}/close`, {});
  const outcome = await until(
    () => client.get<Outcome>(`${url}/outcome`),
    (one) => one.status === 'closed',
  );
  return { ...invited, came, mix: made.mix, outcome };
}

/** The day so many days after another, as yyyy-mm-dd. */
export function dayFrom(begun: Date, days: number): string {
  return new Date(begun.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** One of those invited presses Accept in their calendar, and the answer arrives by mail. */
async function acceptInCalendar(stage: Stage, url: string, mail: ReadMail): Promise<void> {
  const { client, clock, inboundPort, say, staff } = stage;
  const person = staff.find(({ email }) => email === mail.to);
  await answerByCalendar(inboundPort, mail, clock.now());
  const all = () => client.list<{ personId: string; answer: string }>(`${url}/invitations`);
  const answers = await until(all, (list) =>
    list.some(({ personId, answer }) => personId === person?.id && answer !== 'none'),
  );
  const own = answers.find(({ personId }) => personId === person?.id);
  say(
    `\n   ${person?.name ?? 'Somebody'} presses Accept in the calendar; the reply comes in by SMTP: ${own?.answer}`,
  );
}

/** Opens the link as a browser does, then answers by the form. */
async function answer(mail: ReadMail, draw: number): Promise<void> {
  if (!mail.answerUrl || draw > DECLINE) return;
  const word = draw < ACCEPT ? 'accepted' : draw < TENTATIVE ? 'tentative' : 'declined';
  await fetch(mail.answerUrl).then((response) => response.arrayBuffer());
  const response = await fetch(mail.answerUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer: word }),
  });
  if (!response.ok) throw new Error(`an answer got ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

/** Waits until every invitation has left; how many there are. */
async function delivered(client: Client, url: string): Promise<number> {
  const settled = await until(
    () => client.list<{ delivery: string }>(`${url}/invitations`),
    (list) => list.every(({ delivery }) => delivery !== 'queued' && delivery !== 'sending'),
  );
  return settled.filter(({ delivery }) => delivery === 'sent').length;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
