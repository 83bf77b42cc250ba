import { crowdOf } from './crowd/crowd.ts';
import { seatMany } from './crowd/seat-many.ts';
import { forbidden } from './pair-rules.ts';
import { firstSeats } from './plan.ts';
import type { Question } from './question.ts';
import type { Random } from './random.ts';
import { searchFrom } from './search-rounds.ts';
import { startSeats } from './start-seats.ts';
import { tableUnderstands } from './tongues.ts';

/** So many shuffles are thrown away for a broken rule before a round is searched for. */
const SHUFFLES = 1_000;

/**
 * Seats for rounds that follow chance alone: every seating is equally likely, each round by itself, whoever met before.
 * Hard rules still hold: a shuffle that breaks one is thrown away, which leaves the others equally likely; where that
 * finds none, a seating that keeps the rules is searched for from a random one. Only people who are to sit together
 * are placed first.
 */
export function pureRounds(
  question: Question,
  rounds: number,
  random: Random,
  searchedMax: number,
): Int32Array {
  const { room } = question;
  const wishless: Question = {
    ...question,
    room: { ...room, senior: new Uint8Array(room.size) },
    levels: [],
    wishes: [],
    history: { start: new Int32Array(room.size + 1), partner: new Int32Array(0), day: new Int32Array(0) },
  };
  const seats = new Int32Array(rounds * room.size);
  for (let r = 0; r < rounds; r++) {
    const round =
      room.size > searchedMax
        ? seatMany(crowdOf(wishless), question.sizes, 1, random)
        : shuffledRound(wishless, random);
    seats.set(round, r * room.size);
  }
  return seats;
}

function shuffledRound(question: Question, random: Random): Int32Array {
  const { room, sizes, circles } = question;
  for (let k = 0; ; k++) {
    const seats = startSeats(room.size, sizes, circles.circles, random);
    if (keepsRules(question, seats)) return seats;
    if (k === SHUFFLES) return searchFrom(question, seats, random);
  }
}

function keepsRules({ sizes, pairRules }: Question, seats: Int32Array): boolean {
  if (pairRules.rules.length === 0) return true;
  const first = firstSeats(sizes);
  for (let table = 0; table < sizes.length; table++) {
    const [from, to] = [first[table]!, first[table + 1]!];
    for (let i = from; i < to; i++)
      for (let j = from; j < i; j++) if (forbidden(pairRules, seats[i]!, seats[j]!)) return false;
    if (pairRules.tongues !== null && !tableUnderstands(pairRules.tongues, seats, from, to)) return false;
  }
  return true;
}
