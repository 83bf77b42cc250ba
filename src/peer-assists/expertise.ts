/** How near somebody's offers and their unit's own level come to what is asked for. */
export type Expertise = {
  /** 0 to 1. */
  value: number;
  /** The offer that comes nearest; null when none comes near. */
  offer: string | null;
  /** Whether their unit has assessed itself at a higher level than the team that asks. */
  unitAhead: boolean;
};

/** What somebody offers, and the level at which their unit has assessed itself in the practice, where it has. */
export type Offering = { offers: readonly string[]; unitLevel?: number | null };
/** What is asked for: the practice, and the team's own level in it. */
export type Asked = { practice: string; level: number | null };

/** Our default: what a person says of themselves weighs more than what their unit says of itself. */
const OFFER_WEIGHT = 0.7;
const UNIT_WEIGHT = 0.3;
/** An offer that names less of the practice is about something else. */
const NEAR_MIN = 0.5;
/** Two levels ahead is as much as helps (domain rules §2). */
const LEVELS_AHEAD_MAX = 2;

/**
 * How near anybody comes to what is asked for. Compares words, so that "Migrating data" comes near "data migration"; an
 * offer that many make is compared once. Pure.
 */
export function expertiseIn({ practice, level }: Asked): (offering: Offering) => Expertise {
  const wanted = wordsOf(practice);
  const shares = new Map<string, number>();
  const shareOf = (offer: string): number => {
    const known = shares.get(offer);
    if (known !== undefined) return known;
    const words = wordsOf(offer);
    const named = wanted.filter((word) => words.some((other) => isAlike(word, other))).length;
    const share = wanted.length === 0 ? 0 : named / wanted.length;
    shares.set(offer, share);
    return share;
  };
  return ({ offers, unitLevel = null }) => {
    let best: { share: number; offer: string } | null = null;
    for (const offer of offers) {
      const share = shareOf(offer);
      if (share >= NEAR_MIN && share > (best?.share ?? 0)) best = { share, offer };
    }
    const ahead = unitLevel === null || level === null ? 0 : Math.max(0, unitLevel - level);
    const fit = Math.min(ahead, LEVELS_AHEAD_MAX) / LEVELS_AHEAD_MAX;
    return {
      value: OFFER_WEIGHT * (best?.share ?? 0) + UNIT_WEIGHT * fit,
      offer: best?.offer ?? null,
      unitAhead: fit > 0,
    };
  };
}

/** Words that say nothing of a practice, in the languages that we speak. */
const EMPTY_WORDS = new Set(
  'a an and at by for from in of on or our the to with de des du en et la le les un une y el los las para في من على إلى و'.split(
    ' ',
  ),
);

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !EMPTY_WORDS.has(word));
}

/** Shorter beginnings are shared by words that have nothing else in common. */
const STEM_MIN = 5;
const ENDING_MAX = 4;

/** The same word, or two of one stem with other endings. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  let same = 0;
  while (same < shorter && one[same] === other[same]) same++;
  return same >= STEM_MIN && Math.max(one.length, other.length) - same <= ENDING_MAX;
}
