import fc from 'fast-check';
import t from 'tap';
import { type FormInput, formRounds, type MixPerson, type SeatedRound } from '../../src/mixing/index.ts';
import { tableSizes } from '../../src/mixing/table-sizes.ts';
import { plainSums } from '../fixtures/plain-sums.ts';

const TODAY = '2026-06-01';
const METS = ['2026-05-20', '2025-10-01', '2025-03-01', '2022-01-01'];

/** Every way to seat these people at tables of these sizes, each once: the first one left takes a table, larger ones first. */
function seatings(ids: string[], sizes: number[]): string[][][] {
  const [first, ...others] = ids;
  if (first === undefined) return [[]];
  return [...new Set(sizes)].flatMap((size) => {
    const left = sizes.toSpliced(sizes.indexOf(size), 1);
    return choose(others, size - 1).flatMap((mates) => {
      const rest = others.filter((id) => !mates.includes(id));
      return seatings(rest, left).map((tables) => [[first, ...mates], ...tables]);
    });
  });
}

function choose(ids: string[], count: number): string[][] {
  if (count === 0) return [[]];
  return ids.flatMap((id, k) => choose(ids.slice(k + 1), count - 1).map((more) => [id, ...more]));
}

const roundOf = (number: number, tables: string[][]): SeatedRound => ({
  number,
  tables: tables.map((seats, k) => ({ number: k + 1, seats })),
});

const lessThan = (one: number[], other: number[]): boolean => {
  const at = one.findIndex((sum, aim) => sum !== other[aim]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
};

/** The best sums of all plans of one or two rounds, by trying each. */
function bestOfAll(input: FormInput): number[] {
  const ids = input.people.map((person) => person.id);
  const all = seatings(ids, [...tableSizes(ids.length, input.tableSize)]).map((tables) => roundOf(1, tables));
  const plans =
    input.rounds === 1 ? all.map((one) => [one]) : all.flatMap((one) => all.map((two) => [one, two]));
  return plans.map((plan) => plainSums(input, plan)).reduce((a, b) => (lessThan(b, a) ? b : a));
}

const label = (letter: string, kinds: number) => fc.nat(kinds - 1).map((kind) => `${letter}${kind}`);
const pair = fc.tuple(fc.nat(8), fc.nat(8));

/** Small questions with everything that a person or a plan may have; rules that contradict each other are not among them. */
const questions = (peopleMax: number, rounds: number) =>
  fc
    .record({
      people: fc.array(
        fc.record({
          unit: label('u', 3),
          location: label('l', 3),
          grade: fc.option(label('g', 2)),
          senior: fc.boolean(),
          attributes: fc.record({ craft: fc.option(label('c', 2)) }),
          languages: fc.subarray(['en', 'fr', 'ar']),
          manager: fc.option(fc.nat(8)),
          from: fc.option(fc.nat(6)),
        }),
        { minLength: 4, maxLength: peopleMax },
      ),
      met: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.constantFrom(...METS)), { maxLength: 14 }),
      wished: fc.array(fc.tuple(pair, fc.constantFrom(-2, 1, 3)), { maxLength: 3 }),
      apart: fc.array(pair, { maxLength: 3 }),
      together: fc.array(pair, { maxLength: 1 }),
      rules: fc.record(
        {
          oneSenior: fc.constant(true),
          notOwnManager: fc.constant(true),
          sharedLanguage: fc.constant(true),
          sharedMinutes: fc.constant(120),
          sameLocation: fc.constant(true),
        },
        { requiredKeys: [] },
      ),
      ownOrder: fc.boolean(),
      tableSize: fc.integer({ min: 2, max: 4 }),
      seed: fc.nat(),
    })
    .map(({ people, met, wished, apart, together, rules, ownOrder, tableSize, seed }): FormInput => {
      const id = (k: number) => `p${k % people.length}`;
      const ids = (pairs: [number, number][]) => pairs.map(([a, b]): [string, string] => [id(a), id(b)]);
      return {
        people: people.map(({ manager, from, ...person }, k): MixPerson => {
          const hours = from === null ? null : { from: from * 60, to: from * 60 + 300 };
          return { id: id(k), ...person, managerId: manager === null ? null : id(manager), hours };
        }),
        history: met.map(([a, b, metOn]) => ({ a: id(a), b: id(b), metOn })),
        wishes: wished.flatMap(([[a, b], weight]) =>
          id(a) === id(b) ? [] : [{ a: id(a), b: id(b), weight }],
        ),
        rules: { ...rules, apart: ids(apart).filter(([a, b]) => a !== b), together: ids(together) },
        ...(ownOrder
          ? { mixBy: [[{ attribute: 'craft', weight: 2 }, { attribute: 'unit' }], [{ attribute: 'grade' }]] }
          : {}),
        tableSize,
        rounds,
        seed,
        today: TODAY,
      };
    })
    .filter((input) => !contradicts(input));

function contradicts(input: FormInput): boolean {
  try {
    formRounds({ ...input, budget: { steps: 1 }, onConflict: 'refuse' });
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'rules-contradict';
  }
}

t.test('one round for up to nine is the best of all there are', async () => {
  fc.assert(
    fc.property(questions(9, 1), (input) => {
      const sums = plainSums(input, formRounds(input).rounds);
      return !lessThan(bestOfAll(input), sums);
    }),
    { numRuns: 60 },
  );
});

t.test('two rounds for up to six are the best of all there are', async () => {
  fc.assert(
    fc.property(questions(6, 2), (input) => {
      const sums = plainSums(input, formRounds(input).rounds);
      return !lessThan(bestOfAll(input), sums);
    }),
    { numRuns: 60 },
  );
});
