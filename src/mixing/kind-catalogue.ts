/** Kinds are numbered in two bytes. */
const KINDS_MAX = 65_536;

/** One kind of pairs: for each aim what such a pair adds when it shares a table, and what besides from the second time on. */
export type Kind = { cost: number[]; again: number[] };

/** The kinds of pairs that occur; a change of a kind gives another one, which is made when first met. */
export class KindCatalogue {
  readonly #kinds: Kind[];
  readonly #changed = new Map<string, number>();

  constructor(kinds: Kind[]) {
    this.#kinds = kinds;
  }

  /** The kind that `edit` makes of a kind; edits of the same name are the same. */
  changed(kind: number, name: string, edit: (kind: Kind) => void): number {
    const key = `${kind} ${name}`;
    const earlier = this.#changed.get(key);
    if (earlier !== undefined) return earlier;
    const made = this.#kinds.length;
    if (made === KINDS_MAX) throw new Error(`More than ${KINDS_MAX} kinds of pairs.`);
    const { cost, again } = this.#kinds[kind]!;
    const copy = { cost: [...cost], again: [...again] };
    edit(copy);
    this.#kinds.push(copy);
    this.#changed.set(key, made);
    return made;
  }

  /** All kinds, kind after kind, aim after aim. */
  table(side: keyof Kind): Float64Array {
    return Float64Array.from(this.#kinds.flatMap((kind) => kind[side]));
  }
}
