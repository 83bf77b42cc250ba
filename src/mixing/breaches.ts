import type { Relaxed, RuleName, SeatedRound } from './model.ts';
import type { Question } from './question.ts';
import { personIndex } from './room.ts';
import { understandEachOther } from './tongues.ts';

/** Where each rule is broken; rules that are kept everywhere do not appear. */
export type Breaches = Map<RuleName, Relaxed['tables']>;

/** Looks at every table of every round afresh, whatever made the plan; people are named in the order in which they were given. Takes time in proportion to the pairs at tables. */
export function findBreaches(question: Question, rounds: readonly SeatedRound[]): Breaches {
  const breaches: Breaches = new Map();
  const { pairRules, rules } = question;
  if (pairRules.rules.length === 0 && !rules.together?.length) return breaches;
  const note = (rule: RuleName, round: number, table: number, people: number[]): void => {
    const list = breaches.get(rule) ?? [];
    list.push({
      round,
      table,
      people: people.toSorted((a, b) => a - b).map((person) => question.room.ids[person]!),
    });
    breaches.set(rule, list);
  };
  for (const { number: round, tables } of rounds) {
    const tableOf = new Map<number, number>();
    for (const { number: table, seats } of tables) {
      const members = seats.map((id) => personIndex(question.room, id));
      for (const member of members) tableOf.set(member, table);
      for (const [rule, people] of brokenAt(question, members)) note(rule, round, table, people);
    }
    for (const pair of question.rules.together ?? []) {
      const [a, b] = pair.map((id) => personIndex(question.room, id)) as [number, number];
      if (tableOf.has(a) && tableOf.get(a) !== tableOf.get(b))
        note('together', round, tableOf.get(a)!, [a, b]);
    }
  }
  return breaches;
}

/** For each rule that a table breaks, who of it does: everybody where they lack a language. */
function brokenAt({ pairRules }: Question, members: number[]): [RuleName, number[]][] {
  const broken: [RuleName, number[]][] = [];
  for (const { name, forbids } of pairRules.rules) {
    if (name === 'sharedLanguage') continue;
    const people = members.filter((a) => members.some((b) => a !== b && forbids(a, b)));
    if (people.length > 0) broken.push([name, people]);
  }
  if (pairRules.tongues !== null && !understandEachOther(pairRules.tongues, members))
    broken.push(['sharedLanguage', members]);
  return broken;
}
