import type { MixPerson } from './model.ts';

/** Who speaks what: person i has the bits `masks[i * words] … masks[i * words + words − 1]`, one a language. */
export type Tongues = { words: number; masks: Int32Array };

const BITS = 32;
const EVERY_BIT = -1;

/** Indexes languages; null where everybody shares one, so that there is nothing to keep. Who states none has every bit. */
export function indexTongues(people: readonly MixPerson[]): Tongues | null {
  const codes = new Map<string, number>();
  for (const { languages } of people)
    for (const language of languages ?? []) if (!codes.has(language)) codes.set(language, codes.size);
  const words = Math.max(1, Math.ceil(codes.size / BITS));
  const masks = new Int32Array(people.length * words);
  for (const [i, { languages }] of people.entries()) {
    if (!languages?.length) masks.fill(EVERY_BIT, i * words, (i + 1) * words);
    for (const language of languages ?? []) {
      const code = codes.get(language)!;
      masks[i * words + Math.floor(code / BITS)]! |= 1 << (code % BITS);
    }
  }
  const tongues = { words, masks };
  return understandEachOther(
    tongues,
    people.map((_, i) => i),
  )
    ? null
    : tongues;
}

/** Whether one language is spoken by all of these people. */
export function understandEachOther({ words, masks }: Tongues, people: ArrayLike<number>): boolean {
  for (let word = 0; word < words; word++) {
    let common = EVERY_BIT;
    for (let k = 0; k < people.length; k++) common &= masks[people[k]! * words + word]!;
    if (common !== 0) return true;
  }
  return false;
}

/** The same for two people, without allocation. */
export function twoUnderstand({ words, masks }: Tongues, a: number, b: number): boolean {
  for (let word = 0; word < words; word++)
    if ((masks[a * words + word]! & masks[b * words + word]!) !== 0) return true;
  return false;
}

/**
 * Whether one language is spoken by all on the seats `from … to − 1`, with `guest` in the place of whoever sits on `instead`.
 * Costs one look-up a seat, without allocation.
 */
export function tableUnderstands(
  { words, masks }: Tongues,
  seats: Int32Array,
  from: number,
  to: number,
  instead = -1,
  guest = -1,
): boolean {
  for (let word = 0; word < words; word++) {
    let common = EVERY_BIT;
    for (let k = from; k < to; k++) common &= masks[(k === instead ? guest : seats[k]!) * words + word]!;
    if (common !== 0) return true;
  }
  return false;
}

/** How many of everybody share the language of this person that most speak. */
export function mostWhoShare({ words, masks }: Tongues, person: number): number {
  const size = masks.length / words;
  let most = 0;
  for (let code = 0; code < words * BITS; code++) {
    const word = Math.floor(code / BITS);
    const bit = 1 << (code % BITS);
    if ((masks[person * words + word]! & bit) === 0) continue;
    let count = 0;
    for (let i = 0; i < size; i++) if ((masks[i * words + word]! & bit) !== 0) count++;
    most = Math.max(most, count);
  }
  return most;
}
