/**
 * What happens in a block: `tables` is one round in small groups, `plenary` everybody together, `open` come and
 * go, `getting-to-know` people who do not know each other say who they are, `assisters` the assisters of a peer assist
 * without their hosts.
 */
export const BLOCK_KINDS = [
  'opening',
  'getting-to-know',
  'talk',
  'questions',
  'plenary',
  'tables',
  'assisters',
  'open',
  'break',
  'night',
  'closing',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** One line of an agenda, in whole minutes. */
export interface AgendaBlock {
  title: string;
  minutes: number;
  kind: BlockKind;
}

const totalOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** The minutes of all blocks together. */
export function lengthOf(agenda: readonly AgendaBlock[]): number {
  return totalOf(agenda.map(({ minutes }) => minutes));
}

/** How long each round at tables lasts, in order: what decides whether two people at a table have met. */
export function tableMinutes(agenda: readonly AgendaBlock[]): number[] {
  return agenda.filter(({ kind }) => kind === 'tables').map(({ minutes }) => minutes);
}

/**
 * Shares `total` whole minutes out in proportion to `weights` by the largest remainder, the earlier first when
 * equal; a share that comes to nothing takes a minute from the largest. Throws RangeError when there are fewer
 * minutes than shares.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  if (total < weights.length) throw new RangeError('fewer minutes than blocks');
  const whole = totalOf(weights);
  // Whole numbers throughout: `weight * total` divided by `whole`, quotient and remainder.
  const remainders = weights.map((weight, index) => ({ index, remainder: (weight * total) % whole }));
  const shares = weights.map(
    (weight, index) => (weight * total - (remainders[index]?.remainder ?? 0)) / whole,
  );
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = remainders.slice(0, total - totalOf(shares)).map(({ index }) => index);
  const full = shares.map((share, index) => share + (raised.includes(index) ? 1 : 0));
  for (let empty = full.indexOf(0); empty >= 0; empty = full.indexOf(0)) {
    const largest = full.indexOf(Math.max(...full));
    full[largest] = (full[largest] ?? 0) - 1;
    full[empty] = 1;
  }
  return full;
}

function withMinutes(blocks: readonly AgendaBlock[], minutes: readonly number[]): AgendaBlock[] {
  return blocks.map((block, index) => ({ ...block, minutes: minutes[index] ?? block.minutes }));
}

/**
 * An agenda stretched or pressed to a length: breaks keep their minutes, all else keeps its proportions.
 * Throws RangeError below `shortestOf(template)`.
 */
export function scaleAgenda(template: readonly AgendaBlock[], durationMinutes: number): AgendaBlock[] {
  const breaks = template.filter(({ kind }) => kind === 'break');
  const work = template.filter(({ kind }) => kind !== 'break');
  const minutes = shareOut(
    durationMinutes - lengthOf(breaks),
    work.map((block) => block.minutes),
  );
  const scaled = withMinutes(work, minutes).values();
  return template.map((block) => (block.kind === 'break' ? block : (scaled.next().value ?? block)));
}

/** The shortest length `scaleAgenda` can give: the breaks whole and one minute for each other block. */
export function shortestOf(template: readonly AgendaBlock[]): number {
  return totalOf(template.map(({ kind, minutes }) => (kind === 'break' ? minutes : 1)));
}

/** A format made of equal rounds, with what comes before and after when there is time for it. */
export interface Rounds {
  titles: readonly string[];
  roundMinutes: number;
  opening: AgendaBlock;
  closing: AgendaBlock;
}

/**
 * Rounds of their own length, the time left over shared between opening and closing in proportion. A length
 * that leaves none over has rounds alone, shorter ones if need be.
 */
export function roundsAgenda(
  { titles, roundMinutes, opening, closing }: Rounds,
  durationMinutes: number,
): AgendaBlock[] {
  const rounds = titles.map((title): AgendaBlock => ({ title, minutes: roundMinutes, kind: 'tables' }));
  const spare = durationMinutes - lengthOf(rounds);
  if (spare <= 0) return scaleAgenda(rounds, durationMinutes);
  if (spare === 1) return [...rounds, { ...closing, minutes: 1 }];
  const [before = 0, after = 0] = shareOut(spare, [opening.minutes, closing.minutes]);
  return [{ ...opening, minutes: before }, ...rounds, { ...closing, minutes: after }];
}
