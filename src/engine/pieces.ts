/** A part of a value and its place in the whole: what stands there, or further items of the list that stands there. */
export type Piece = { at: Place; value: unknown } | { at: Place; more: unknown[] };
type Place = readonly (string | number)[];

/** So many values are copied to another thread, or from it, in a millisecond. */
const WEIGHT_MAX = 4_000;
/** A text counts as one value for so many of its characters. */
const CHARACTERS_PER_VALUE = 64;

/**
 * A value of plain objects and lists in pieces that are copied from thread to thread one at a time, so that other work
 * has its turn in between; in one message a list of ten thousand objects would take tens of milliseconds.
 */
export function* piecesOf(whole: unknown, at: Place = []): Generator<Piece, undefined> {
  if (weightOf(whole) <= WEIGHT_MAX || typeof whole === 'string') {
    yield { at, value: whole };
  } else if (Array.isArray(whole)) {
    yield { at, value: [] };
    let more: unknown[] = [];
    let weight = 0;
    for (const [i, item] of whole.entries()) {
      const added = weightOf(item);
      if (weight + added > WEIGHT_MAX && more.length > 0) {
        yield { at, more };
        [more, weight] = [[], 0];
      }
      if (added > WEIGHT_MAX) yield* piecesOf(item, [...at, i]);
      else {
        more.push(item);
        weight += added;
      }
    }
    if (more.length > 0) yield { at, more };
  } else {
    yield { at, value: {} };
    for (const [key, value] of Object.entries(whole as object)) yield* piecesOf(value, [...at, key]);
  }
}

/** The whole with one more of its pieces; they are put together in the order in which `piecesOf` gives them. */
export function withPiece(whole: unknown, piece: Piece): unknown {
  if ('more' in piece) {
    (inside(whole, piece.at) as unknown[]).push(...piece.more);
    return whole;
  }
  const key = piece.at.at(-1);
  if (key === undefined) return piece.value;
  (inside(whole, piece.at.slice(0, -1)) as Record<string | number, unknown>)[key] = piece.value;
  return whole;
}

function inside(whole: unknown, at: Place): unknown {
  return at.reduce((value, key) => (value as Record<string | number, unknown>)[key], whole);
}

/** How many values there are in this one; counted until they are too many for a piece. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_PER_VALUE;
  if (!isDivisible(value)) return 1;
  let weight = 1;
  for (const key in value) {
    weight += weightOf(value[key]);
    if (weight > WEIGHT_MAX) return weight;
  }
  return weight;
}

function isDivisible(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
