import type { Crowd } from './crowd.ts';

/** One round of a crowd while it is being made: who sits on each seat, and where everybody sits. */
export type Seating = {
  crowd: Crowd;
  first: Int32Array;
  tableOfSeat: Int32Array;
  round: Int32Array;
  seatOf: Int32Array;
};

/** Exchanges the people on two seats. */
export function exchangeSeats({ round, seatOf }: Seating, seat: number, other: number): void {
  const person = round[seat]!;
  round[seat] = round[other]!;
  round[other] = person;
  seatOf[person] = other;
  seatOf[round[seat]!] = seat;
}
