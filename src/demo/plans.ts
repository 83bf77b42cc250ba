/** One gathering of the story. Days count from the day of the demo; times are local. */
export type Plan = {
  format: string;
  title: string;
  purpose: string;
  inDays: number;
  at: string;
  timeZone: string;
  durationMinutes: number;
  place: string;
  /** How many to invite, and how many fit. */
  places: number;
  capacity?: number;
  tableSize: number;
  rounds: number;
};

/** The gatherings of the story in the order of their days. The last one is the second coffee round. */
export const PLANS: Plan[] = [
  {
    format: 'stand-up',
    title: 'Stand-up across teams',
    purpose: 'Hear what three other teams are doing this week.',
    inDays: 2,
    at: '10:00:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 15,
    place: 'Online',
    places: 12,
    capacity: 8,
    tableSize: 8,
    rounds: 1,
  },
  {
    format: 'peer-assist',
    title: 'Peer assist: how to hand over field projects',
    purpose: 'Five to eight outsiders help a team before it decides.',
    inDays: 5,
    at: '14:00:00',
    timeZone: 'Europe/Zurich',
    durationMinutes: 60,
    place: 'Library',
    places: 12,
    capacity: 8,
    tableSize: 4,
    rounds: 1,
  },
  {
    format: 'coffee',
    title: 'Coffee trial, round 1',
    purpose: 'Half an hour with somebody you have not met.',
    inDays: 7,
    at: '15:00:00',
    timeZone: 'Europe/Zurich',
    durationMinutes: 30,
    place: 'Anywhere with coffee',
    places: 60,
    tableSize: 2,
    rounds: 1,
  },
  {
    format: 'town-hall',
    title: 'Town hall with mixed tables',
    purpose: 'Questions first, then one round at mixed tables of six.',
    inDays: 14,
    at: '14:00:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 90,
    place: 'Main hall and online',
    places: 130,
    capacity: 60,
    tableSize: 6,
    rounds: 1,
  },
  {
    format: 'knowledge-fair',
    title: 'Knowledge fair: what we learned this year',
    purpose: 'Stalls offer and ask; small groups move from one to the next.',
    inDays: 21,
    at: '13:00:00',
    timeZone: 'Europe/Zurich',
    durationMinutes: 120,
    place: 'Atrium',
    places: 90,
    capacity: 80,
    tableSize: 6,
    rounds: 3,
  },
];

/** The same people as the first coffee round, a fortnight later. */
export const SECOND_COFFEE = { title: 'Coffee trial, round 2', inDays: 28 };
/** What is still ahead when the story ends, so that a visitor can answer it. */
export const STILL_AHEAD = { title: 'World café: what next year asks of us', inDays: 42 };
