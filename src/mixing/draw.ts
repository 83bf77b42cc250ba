import { dayNumber } from './days.ts';
import { openChoice } from './draw-choice.ts';
import { drawExactly, isSmall } from './draw-exactly.ts';
import { drawGreedily } from './draw-greedily.ts';
import { type DrawnMix, drawnMix } from './draw-mix.ts';
import { type DrawNote, drawNotes } from './draw-notes.ts';
import { type DrawReason, drawReason } from './draw-reason.ts';
import { type DrawRules, indexApart, whyHeldBack } from './draw-rules.ts';
import { type Spread, spreadOverUnits, wants } from './draw-spread.ts';
import { type DrawState, isKeptApart, makeDrawState, seat } from './draw-state.ts';
import { indexHistory } from './history.ts';
import { MixingError } from './mixing-error.ts';
import type { Met, MixPerson } from './model.ts';
import { type Random, seededRandom, shuffle } from './random.ts';
import { makeRoom } from './room.ts';

/** Somebody who may be invited, with how often they were lately. */
export type Candidate = MixPerson & {
  /** invitations in the last 365 days */
  invitedLately: number;
  /** invitations within the days of the load cap; none where left out */
  invitedWithinCap?: number;
};

/** What `draw` reads. */
export type DrawInput = {
  candidates: Candidate[];
  history: Met[];
  places: number;
  seed: number;
  /** ids of those who come anyway, such as the host; the mix is made around them */
  present?: string[];
  /** how places go to units and locations; in proportion where left out */
  spread?: Spread;
  rules?: DrawRules;
  today: string;
};

/** What a draw gives; every clause of a reason is true and none ranks anybody. */
export type Drawn = {
  invitees: { personId: string; reason: DrawReason[] }[];
  mix: DrawnMix;
  /** whom the rules held back and which of them left places free; empty when none did */
  notes: DrawNote[];
};

/**
 * Whom to invite. The aims, each only among what the ones before leave equal:
 * 1. the rules hold, whatever else suffers; 2. as many places as they let be filled; 3. places go to units in
 * proportion by Adams' method, which gives every unit one place before any gets a second, or evenly; 4. those invited
 * least come first within a unit; 5. places go to locations by the same method; 6. fewest pairs who met in the last
 * 365 days; 7. chance by the seed.
 * Without people kept apart aims 3 and 4 are exact; 5 and 6 are where there are few enough ways to look at all, and
 * found by exchanging people otherwise. Takes time in proportion to candidates, meetings and places × (units +
 * locations).
 */
export function draw(input: DrawInput): Drawn {
  if (!Number.isInteger(input.places) || input.places < 1)
    throw new MixingError(
      'places-out-of-range',
      'The number of places must be a whole number of at least one.',
    );
  const room = makeRoom(input.candidates);
  const today = dayNumber(input.today);
  const history = indexHistory(room, input.history);
  const random = seededRandom(input.seed);
  const state = makeDrawState(
    {
      room,
      history,
      today,
      spread: input.spread ?? 'proportion',
      invitedLately: Int32Array.from(input.candidates, (candidate) => candidate.invitedLately),
      apart: indexApart(room, input.rules),
    },
    random,
  );
  for (const id of new Set(input.present ?? [])) {
    const person = room.indexOf.get(id);
    if (person !== undefined) seat(state, person);
  }
  const heldBack = input.candidates.map((candidate, i) =>
    state.seated[i] === 1 ? null : whyHeldBack(candidate, input.rules),
  );
  const before = state.unitSeats.slice();
  const waiting = inLine(
    state,
    heldBack.map((why, i) => why === null && state.seated[i] === 0),
    random,
  );
  const chosen = inOrder(state, before, fillPlaces(state, waiting, input, random));
  return {
    invitees: chosen.map((person) => ({ personId: room.ids[person]!, reason: drawReason(state, person) })),
    mix: drawnMix(room, history, chosen, today),
    notes: drawNotes(state, input.rules ?? {}, { heldBack, waiting, free: input.places - chosen.length }),
  };
}

/** Those who can be drawn, for each unit, those invited least first and equals by chance. */
function inLine({ room, invitedLately }: DrawState, canBeDrawn: boolean[], random: Random): number[][] {
  const order = shuffle(
    Int32Array.from({ length: room.size }, (_, i) => i),
    random,
  );
  order.sort((one, other) => invitedLately[one]! - invitedLately[other]!);
  const waiting: number[][] = room.unitNames.map(() => []);
  for (const person of order) if (canBeDrawn[person]) waiting[room.unit[person]!]!.push(person);
  return waiting;
}

/** Once, or again for the places that stayed free because people are kept apart. */
function fillPlaces(state: DrawState, waiting: number[][], input: DrawInput, random: Random): number[] {
  const chosen: number[] = [];
  const unitMax = input.rules?.unitMax ?? Number.POSITIVE_INFINITY;
  for (let drawn = -1; drawn < chosen.length && chosen.length < input.places; ) {
    drawn = chosen.length;
    const open = waiting.map((people) =>
      people.filter((person) => state.seated[person] === 0 && !isKeptApart(state, person)),
    );
    const available = Int32Array.from(open, (people, unit) =>
      Math.min(people.length, Math.max(0, unitMax - state.unitSeats[unit]!)),
    );
    const places = input.places - chosen.length;
    const seats = spreadOverUnits(state.spread, state.unitPeople, state.unitSeats, available, places);
    const choice = openChoice(state, open, seats);
    for (const person of choice.settled) {
      if (isKeptApart(state, person)) continue;
      seat(state, person);
      chosen.push(person);
    }
    if (state.apart.size === 0 && isSmall(choice)) {
      const drawnNow = drawExactly(state, choice);
      for (const person of drawnNow) seat(state, person);
      chosen.push(...drawnNow);
    } else chosen.push(...drawGreedily(state, choice, random));
  }
  return chosen;
}

/** In the order in which the units want their places, so that the first of the list mix as well as all of it. */
function inOrder(
  { room, spread, unitPeople, unitChance, invitedLately }: DrawState,
  seats: Int32Array,
  chosen: number[],
): number[] {
  const ofUnit: number[][] = room.unitNames.map(() => []);
  for (const person of chosen) ofUnit[room.unit[person]!]!.push(person);
  for (const people of ofUnit) people.sort((one, other) => invitedLately[other]! - invitedLately[one]!);
  const units = [...ofUnit.keys()].filter((unit) => ofUnit[unit]!.length > 0);
  units.sort((one, other) => unitChance[other]! - unitChance[one]!);
  return chosen.map(() => {
    let best = -1;
    let most = -1;
    for (const unit of units) {
      const want = ofUnit[unit]!.length === 0 ? -1 : wants(spread, unitPeople[unit]!, seats[unit]!);
      if (want <= most) continue;
      best = unit;
      most = want;
    }
    seats[best]!++;
    return ofUnit[best]!.pop()!;
  });
}
