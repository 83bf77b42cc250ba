import { findBreaches } from './breaches.ts';
import { MixingError } from './mixing-error.ts';
import type { OnConflict, Relaxed, SeatedRound } from './model.ts';
import type { Question } from './question.ts';
import { reasonOf } from './relaxed-reason.ts';

/**
 * The rules that these rounds do not keep everywhere, each with where, why, and what would have been needed.
 * Throws `rules-not-met` for any when breaches are to be refused.
 */
export function refuseOrTell(
  question: Question,
  rounds: readonly SeatedRound[],
  onConflict: OnConflict = 'relax',
): Relaxed[] {
  const breaches = findBreaches(question, rounds);
  const relaxed = [...breaches].flatMap(([rule, tables]) => explained(question, rule, tables));
  const [first] = relaxed;
  if (first && onConflict === 'refuse')
    throw new MixingError('rules-not-met', `${first.why} ${first.needed}`);
  return relaxed;
}

/** One entry a rule; pairs to sit together whose circle was cut have a reason of their own each. */
function explained(question: Question, rule: Relaxed['rule'], tables: Relaxed['tables']): Relaxed[] {
  if (rule !== 'together') return [{ rule, tables, ...reasonOf(question, rule, tables) }];
  const cut = question.circles.dropped.flatMap(({ a, b, why, needed }): Relaxed[] => {
    const where = tables.filter(({ people }) => people.includes(a) && people.includes(b));
    return where.length === 0 ? [] : [{ rule, tables: where, why, needed }];
  });
  const told = new Set(cut.flatMap((entry) => entry.tables));
  const rest = tables.filter((table) => !told.has(table));
  return rest.length === 0 ? cut : [...cut, { rule, tables: rest, ...reasonOf(question, rule, rest) }];
}
