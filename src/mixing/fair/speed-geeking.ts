import { indexes, type Random, shuffle } from '../random.ts';
import type { FairStall, FairVisitor } from './fair-model.ts';

/** Domain rules §1: 7 to 8 stations, 4 to 5 minutes and one to move, 6 to 7 people a station, never over 8. */
export const STATIONS = { min: 7, max: 8 };
export const TALK_MINUTES = { min: 4, max: 5 };
export const MOVE_MINUTES = 1;
export const GROUP_USUAL = { min: 6, max: 7 };
export const GROUP_MAX = 8;

export type SpeedGeekingCode =
  | 'fair-stations'
  | 'fair-talk-minutes'
  | 'fair-group-too-large'
  | 'fair-rounds-too-long';
/** A rule that a plan breaks, and how to put it right. */
export type SpeedGeekingFinding = { code: SpeedGeekingCode; message: string; remedy: string };

/** Minutes of a whole turn: every group at every station. */
export function minutesOfTurn(stations: number, talkMinutes: number): number {
  return stations * (talkMinutes + MOVE_MINUTES);
}

/** What is wrong with a turn of speed-geeking, worst first; empty when all is well. `people` are those who go round. */
export function checkSpeedGeeking(input: {
  stations: number;
  people: number;
  talkMinutes: number;
  durationMinutes: number;
}): SpeedGeekingFinding[] {
  const { stations, people, talkMinutes, durationMinutes } = input;
  const findings: SpeedGeekingFinding[] = [];
  if (stations < STATIONS.min || stations > STATIONS.max) {
    findings.push({
      code: 'fair-stations',
      message: `Speed-geeking works with ${STATIONS.min} to ${STATIONS.max} stations; there are ${stations}.`,
      remedy: 'Name 7 or 8 stalls in stallIds, or plan in free flow.',
    });
  }
  if (talkMinutes < TALK_MINUTES.min || talkMinutes > TALK_MINUTES.max) {
    findings.push({
      code: 'fair-talk-minutes',
      message: `A talk at a station takes ${TALK_MINUTES.min} to ${TALK_MINUTES.max} minutes.`,
      remedy: 'Set talkMinutes to 4 or 5.',
    });
  }
  if (Math.ceil(people / Math.max(1, stations)) > GROUP_MAX) {
    findings.push({
      code: 'fair-group-too-large',
      message: `${people} people at ${stations} stations make groups of more than ${GROUP_MAX}, in which not everybody hears and asks.`,
      remedy: `Run two turns of at most ${GROUP_MAX * stations} people each, or plan in free flow.`,
    });
  }
  const minutes = minutesOfTurn(stations, talkMinutes);
  if (minutes > durationMinutes) {
    findings.push({
      code: 'fair-rounds-too-long',
      message: `A turn takes ${minutes} minutes (stations × (talk + move)); the fair has ${durationMinutes}.`,
      remedy: 'Make the fair longer, or shorten the talks.',
    });
  }
  return findings;
}

/** The stalls as one goes round them clockwise on the floor plan, whose y grows downwards. */
export function clockwise(stalls: FairStall[]): FairStall[] {
  const mean = (of: (stall: FairStall) => number) =>
    stalls.reduce((sum, stall) => sum + of(stall), 0) / Math.max(1, stalls.length);
  const [centreX, centreY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const angle = ({ x, y }: FairStall) => Math.atan2(y - centreY, x - centreX);
  return stalls.toSorted((a, b) => angle(a) - angle(b) || (a.id < b.id ? -1 : 1));
}

/** The group of each visitor, 0 … groups − 1: sizes differ by at most one, and people of one unit are dealt apart. */
export function dealGroups(visitors: FairVisitor[], groups: number, random: Random): Int32Array {
  const order = [...shuffle(indexes(visitors.length), random)];
  const unitOf = (i: number) => visitors[i]?.unit ?? '';
  order.sort((a, b) => (unitOf(a) < unitOf(b) ? -1 : Number(unitOf(a) > unitOf(b))));
  const dealt = new Int32Array(visitors.length);
  order.forEach((visitor, i) => {
    dealt[visitor] = i % groups;
  });
  return dealt;
}
