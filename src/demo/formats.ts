import { SAMPLE_FRAMEWORK } from '../self-assessments/sample-framework.ts';
import { type ReadMail, readInbox } from './inbox.ts';
import { dayFrom, type StaffMember, type Stage } from './scenes.ts';
import { signIn } from './sign-in.ts';
import { until } from './until.ts';

const SEED = 7;
const ZONE = 'Europe/Zurich';
type WithId = { id: string };

/** What each format knows beyond mixing: a scene each, after the story so far. */
export async function showFormats(stage: Stage): Promise<void> {
  await peerAssist(stage);
  await standUp(stage);
  await selfAssessment(stage);
  await townHall(stage);
  await knowledgeFair(stage);
  await coffeeTrial(stage);
}

/** The day so many days from now, by the clock of the story. */
const inDays = ({ clock }: Stage, days: number) => dayFrom(clock.now(), days);

function hostOf({ staff }: Stage, i: number): StaffMember {
  const host = staff[i];
  if (!host) throw new Error('the story has too few people');
  return host;
}

/** A team asks for help: the request is checked, and a panel proposed with the reason for each. */
async function peerAssist(stage: Stage): Promise<void> {
  const { client, say, staff } = stage;
  const host = hostOf(stage, 3);
  const facilitator = staff.find(({ unit }) => unit !== host.unit);
  say(`\n   Peer assist: a team of ${host.unit} asks outsiders before it decides`);
  const { id } = await client.post<WithId>('/peer-assists', {
    problem: 'Interview records sit in four systems, and nobody knows who may read them.',
    decision: 'Which system keeps the records, and who reads them',
    decisionOn: inDays(stage, 10),
    hopedFor: ['What others learned when they put theirs in order'],
    practice: 'Data protection',
    alreadyLooked: 'The handbook, and two vendors',
    level: 2,
    targetLevel: 4,
    hostId: host.id,
    facilitatorId: facilitator?.id,
    start: `${inDays(stage, 14)}T14:00:00`,
    timeZone: ZONE,
    durationMinutes: 60,
  });
  type Finding = { code: string; message: string };
  const late = await client.post<{ findings: Finding[] }>(`/peer-assists/${id}/check`, {});
  say(
    `     refused: ${late.findings.find(({ code }) => code === 'peer-assist-after-decision')?.message ?? '–'}`,
  );
  await client.patch(`/peer-assists/${id}`, { decisionOn: inDays(stage, 28) });
  await client.post(`/peer-assists/${id}/submit`, {});
  type Seat = { name: string; unit: string; location: string; reason: string };
  type Panel = { seats: Seat[]; findings: { kept: boolean; message: string }[] };
  const { seats, findings } = await client.post<Panel>(`/peer-assists/${id}/panel`, { seed: SEED });
  const relaxed = findings.filter(({ kept }) => !kept).map(({ message }) => message);
  say(`     a panel of ${seats.length}; rules relaxed: ${relaxed.join(' ') || 'none'}`);
  for (const { name, unit, location, reason } of seats.slice(0, 2)) {
    say(`       ${name}, ${unit}, ${location}: ${reason}`);
  }
  await client.post(`/peer-assists/${id}/confirm`, {});
  say('     confirmed: the panel is invited, and sees the problem in the mail');
}

/** A weekly stand-up across teams, whose members change by thirds; one of them is absent, the others speak in an order. */
async function standUp(stage: Stage): Promise<void> {
  const { baseUrl, client, clock, say, staff } = stage;
  const members = [...new Map(staff.map((one) => [one.unit, one])).values()].slice(0, 8);
  const { id, seriesId } = await client.post<WithId & { seriesId: string }>('/programmes', {
    format: 'stand-up',
    title: 'Stand-up across teams',
    start: `${inDays(stage, 7)}T10:00:00`,
    timeZone: ZONE,
    durationMinutes: 15,
    place: 'Room 5',
    hostId: members[0]?.id,
    audience: { everyone: true },
    recurrence: { frequency: 'weekly' },
  });
  await client.post(`/programmes/${id}/members`, { personIds: members.map((one) => one.id) });
  const units = new Set(members.map(({ unit }) => unit)).size;
  say(
    `\n   Stand-up: ${members.length} members of ${units} units meet weekly; a third rotates every four weeks`,
  );
  const [first] = await client.list<WithId>(`/series/${seriesId}/gatherings`);
  const absent = members[1];
  const own = await signIn(baseUrl, absent?.email ?? '', clock.now());
  await own.post(`/gatherings/${first?.id}/stand-up/absence`, { absent: true });
  type Order = { secondsEach: number; order: { name: string }[] };
  const { secondsEach, order } = await client.get<Order>(`/gatherings/${first?.id}/stand-up`);
  const names = order.slice(0, 3).map(({ name }) => name);
  say(
    `     ${absent?.name} says that they are absent; ${order.length} speak for ${secondsEach} seconds each, ` +
      `by chance ${names.join(', then ')} …`,
  );
}

/** Two teams agree where they stand; one learns whom to ask. */
async function selfAssessment(stage: Stage): Promise<void> {
  const { client, say, staff } = stage;
  const units = [...new Set(staff.map(({ unit }) => unit))].slice(0, 3);
  const levels = [
    [1, 4],
    [3, 4],
    [5, 5],
  ];
  for (const [i, unit] of units.entries()) {
    const [level, target] = levels[i] ?? [];
    const body = { frameworkId: SAMPLE_FRAMEWORK.id, unit };
    const { id } = await client.post<WithId>('/self-assessments', body);
    await client.post(`/self-assessments/${id}/agree`, {
      levels: SAMPLE_FRAMEWORK.practices.map(({ key }) => ({ practice: key, level, target })),
    });
  }
  const asked = encodeURIComponent(units[0] ?? '');
  const { teams } = await client.get<{ teams: { why: string }[] }>(
    `/frameworks/${SAMPLE_FRAMEWORK.id}/fits?unit=${asked}&practice=before`,
  );
  say(`\n   Self-assessment: ${units.length} teams agreed where they stand in “${SAMPLE_FRAMEWORK.name}”`);
  for (const { why } of teams) say(`     ${units[0]} could ask: ${why}`);
}

/** A question box: people ask and vote without a name, and read what became of it. */
async function townHall(stage: Stage): Promise<void> {
  const { baseUrl, client, clock, say } = stage;
  const asking = [hostOf(stage, 10), hostOf(stage, 20)];
  const { id } = await client.post<WithId>('/gatherings', {
    format: 'town-hall',
    title: 'Town hall on hiring',
    start: `${inDays(stage, 2)}T15:00:00`,
    timeZone: ZONE,
    durationMinutes: 90,
    place: 'Main hall',
    hostId: hostOf(stage, 0).id,
    audience: { everyone: true },
  });
  await client.post(`/gatherings/${id}/invitations`, { personIds: asking.map((one) => one.id) });
  const since = clock.now();
  const [first, second] = await Promise.all(asking.map(({ email }) => signIn(baseUrl, email, since)));
  await first?.post(`/gatherings/${id}/questions`, { text: 'Who decides where a post is filled?' });
  const [question] = await client.list<WithId & { text: string }>(`/gatherings/${id}/questions`);
  await second?.post(`/gatherings/${id}/questions/${question?.id}/vote`);
  const [voted] = await client.list<{ text: string; votes: number }>(`/gatherings/${id}/questions`);
  await client.post(`/gatherings/${id}/question-box/close`, {});
  say(
    `\n   Town hall: “${voted?.text}” has ${voted?.votes} votes; the box is closed, who asked and voted is deleted`,
  );
  await client.patch(`/gatherings/${id}/questions/${question?.id}`, {
    outcome: 'promised',
    promisedBy: 'Finance',
    promisedOn: inDays(stage, 20),
  });
  await client.post(`/gatherings/${id}/question-box/publish`, {});
  say('     what became of it is published: promised by Finance, and those invited can read it');
}

/** Stalls, and a route for each visitor by what they ask for. */
async function knowledgeFair(stage: Stage): Promise<void> {
  const { client, say, staff } = stage;
  const { id } = await client.post<WithId>('/gatherings', {
    format: 'knowledge-fair',
    title: 'Knowledge fair',
    start: `${inDays(stage, 21)}T13:00:00`,
    timeZone: ZONE,
    durationMinutes: 150,
    place: 'Atrium',
    hostId: hostOf(stage, 1).id,
    audience: { everyone: true },
  });
  const topics = ['Budgets', 'Coaching', 'Data protection', 'Solar pumps', 'Storytelling', 'Survey design'];
  for (const [i, topic] of topics.entries()) {
    await client.post(`/gatherings/${id}/stalls`, {
      title: topic,
      offers: [topic],
      staffIds: [hostOf(stage, 30 + 2 * i).id, hostOf(stage, 31 + 2 * i).id],
      x: 4 * (i % 3),
      y: 4 * Math.floor(i / 3),
    });
  }
  const visitors = staff.slice(60, 100);
  await client.post(`/gatherings/${id}/invitations`, { personIds: visitors.map((one) => one.id) });
  for (const { id: personId } of visitors) await client.post(`/gatherings/${id}/check-ins`, { personId });
  type Routes = { rounds: number; stallCapacity: number; visitors: number };
  const body = { rounds: 4, from: 'checked-in', seed: SEED };
  const planned = await client.post<Routes>(`/gatherings/${id}/routes`, body);
  say(
    `\n   Knowledge fair: ${planned.visitors} visitors × ${topics.length} stalls × ${planned.rounds} rounds planned, ` +
      `at most ${planned.stallCapacity} at a stall`,
  );
}

/** A coffee trial that people join by themselves: a round is drawn and mailed, and one click says that they met. */
async function coffeeTrial(stage: Stage): Promise<void> {
  const { baseUrl, client, clock, say, staff } = stage;
  // One place: all of them read their mail by the same daylight.
  const there = staff.filter(({ location }) => location === 'Nairobi');
  // So few that all can sign in within a minute: more from one address are held off.
  const joining = [...new Map(there.map((one) => [one.unit, one])).values()].slice(0, 6);
  const day = inDays(stage, 2);
  const begins = new Date(`${day}T10:00:00+03:00`);
  const { id } = await client.post<WithId>('/programmes', {
    format: 'coffee',
    title: 'Coffee across teams',
    start: `${day}T10:00:00`,
    timeZone: 'Africa/Nairobi',
    durationMinutes: 30,
    hostId: hostOf(stage, 2).id,
    audience: { everyone: true },
    recurrence: { frequency: 'weekly' },
    settings: { mode: 'cross-boundary' },
  });
  const since = clock.now();
  const shared = ['Facilitation', 'Long walks'];
  for (const { email } of joining) {
    const own = await signIn(baseUrl, email, since);
    await own.post(`/programmes/${id}/join`, { settings: { shared } });
  }
  const mailsOf = async (kind: RegExp) => {
    const all = await Promise.all(joining.map(({ email }) => readInbox(baseUrl, since, email)));
    return all.flatMap((mails) => mails.filter(({ subject }) => kind.test(subject)).slice(0, 1));
  };
  const everybody = (mails: ReadMail[]) => mails.length === joining.length;
  clock.moveTo(new Date(begins.getTime() - DAY_MS));
  const matches = await until(() => mailsOf(/^Coffee with /), everybody, 'no match was mailed');
  say(
    `\n   Coffee trial: ${joining.length} people joined by their own word; the day before, each gets one mail`,
  );
  for (const line of letterOf(matches[0])) say(`     │ ${line}`);
  clock.moveTo(new Date(begins.getTime() + 7 * DAY_MS));
  const asked = await until(() => mailsOf(/^Did you meet/), everybody, 'nobody was asked whether they met');
  say(`     a week later: “${asked[0]?.subject}”, and one click on the page behind it`);
  for (const { text } of asked) {
    const response = await fetch(LETTER_LINK.exec(text)?.[0] ?? '', {
      method: 'POST',
      body: new URLSearchParams({ answer: 'yes' }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`a click got ${response.status}`);
  }
  type Round = { matched: number; tables: number; relaxed: number; met: number | null };
  const rounds = await client.list<Round>(`/programmes/${id}/rounds`);
  const round = rounds.at(-1);
  say(
    `     the round without names: ${round?.matched} people at ${round?.tables} tables, ${round?.relaxed} met too soon again, ` +
      `${round?.met ?? 'too few to tell'} say that they met`,
  );
}

const DAY_MS = 86_400_000;
const LETTER_LINK = /https?:\/\/\S+\/l\/[\w-]+/;

/** A letter as it lies in the mailbox, down to its link. */
function letterOf(mail: ReadMail | undefined): string[] {
  const { to = '', subject = '', text = '' } = mail ?? {};
  const lines = text.slice(0, text.indexOf('http')).split('\n');
  return [
    `To: ${to}`,
    `Subject: ${subject}`,
    ...lines.map((line) => line.trim()).filter((line) => line !== ''),
  ];
}
