import { sampleOrganisationCsv } from '../people/sample-organisation.ts';
import { createClient } from './client.ts';
import { showFormats } from './formats.ts';
import { PLANS, SECOND_COFFEE, STILL_AHEAD } from './plans.ts';
import { type Held, hold, type Invited, invite, type StaffMember, type Stage } from './scenes.ts';
import type { StoryClock } from './story-clock.ts';

/** The same organisation each time. */
const SEED = 2026;

export type Story = {
  baseUrl: string;
  apiKey: string;
  clock: StoryClock;
  /** Where mail for the invitations' own addresses comes in. */
  inboundPort: number;
  /** Prints a line for the person who watches. */
  say: (line: string) => void;
};

/** What a visitor can open when the story is told. */
export type StoryEnd = { answerUrl: string | null; repeats: number };

/**
 * Tells the whole story over HTTP and mail, as a program and its users would: a directory, five gatherings, mixed
 * invitations, answers by the mailed links, tables, check-ins, who met whom, a next round that meets new people, and what
 * the formats know of their own.
 */
export async function tellStory({ baseUrl, apiKey, clock, inboundPort, say }: Story): Promise<StoryEnd> {
  const client = createClient(baseUrl, apiKey);
  say('\n1. The directory');
  const startedAt = performance.now();
  const imported = await client.importCsv<{ created: number; unchanged: number }>(
    sampleOrganisationCsv(SEED),
  );
  const staff = await client.list<StaffMember>('/people');
  const units = new Set(staff.map((person) => person.unit)).size;
  const locations = new Set(staff.map((person) => person.location)).size;
  say(
    `   ${imported.created} people imported, ${imported.unchanged} known already (${seconds(startedAt)}): ` +
      `${units} units, ${locations} locations`,
  );

  const stage: Stage = { baseUrl, client, clock, say, staff, begun: clock.now(), inboundPort };
  say('\n2. Five gatherings, and invitations that mix teams and locations');
  const invited: Invited[] = [];
  for (const plan of PLANS) invited.push(await invite(stage, plan));

  say('\n3. People answer through the links in their mail; then each gathering takes place');
  const held: Held[] = [];
  for (const one of invited) held.push(await hold(stage, one));

  say('\n4. The next coffee round brings together people who have not met');
  const coffee = held.find((one) => one.plan.format === 'coffee');
  if (!coffee) throw new Error('the story has no coffee round');
  const second = await invite(stage, { ...coffee.plan, ...SECOND_COFFEE }, coffee.came);
  held.push(await hold(stage, second));

  say('\n5. What each format knows beside');
  await showFormats(stage);

  say('\n6. What came of it');
  say(figures(held));
  const [townHall] = PLANS.filter((plan) => plan.format === 'town-hall');
  const ahead = await invite(stage, {
    ...(townHall ?? coffee.plan),
    ...STILL_AHEAD,
    format: 'world-cafe',
    places: 24,
    capacity: 20,
    tableSize: 5,
    rounds: 3,
  });
  return { answerUrl: ahead.mails[0]?.answerUrl ?? null, repeats: held.at(-1)?.mix.repeats ?? 0 };
}

/** The figures of all gatherings as a table and, for the share of new pairs, a bar. */
function figures(held: Held[]): string {
  const share = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  const lines = held.map(({ plan, outcome }) => {
    const { invited, accepted, attended, pairsMet, newPairShare, mixRatio } = outcome;
    const counts = [invited, accepted, attended ?? '–', pairsMet ?? '–'].map((n) => String(n).padStart(8));
    const bar = '█'.repeat(Math.round((newPairShare ?? 0) * BAR_LENGTH)).padEnd(BAR_LENGTH, '·');
    return `   ${plan.title.slice(0, TITLE_LENGTH).padEnd(TITLE_LENGTH)}${counts.join('')}   ${share(mixRatio).padStart(5)}   ${bar} ${share(newPairShare)}`;
  });
  const head = `   ${'gathering'.padEnd(TITLE_LENGTH)} invited accepted    came    pairs   mix ratio   share of new pairs`;
  return [head, ...lines].join('\n');
}
const BAR_LENGTH = 20;
const TITLE_LENGTH = 34;

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
