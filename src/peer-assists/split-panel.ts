import { formRounds, type MixPerson } from '../mixing/index.ts';

/** More than this do not work as one group (domain rules §1). */
export const GROUP_MAX = 8;

/** Which group each works in: one up to eight people, else two that differ by one at most and mix units and locations. */
export function splitPanel(
  panel: MixPerson[],
  { seed, today }: { seed: number; today: string },
): Map<string, number> {
  if (panel.length <= GROUP_MAX) return new Map(panel.map(({ id }) => [id, 1]));
  const { rounds } = formRounds({
    people: panel,
    history: [],
    tableSize: Math.ceil(panel.length / 2),
    rounds: 1,
    seed,
    today,
  });
  const tables = rounds[0]?.tables ?? [];
  return new Map(tables.flatMap(({ number, seats }) => seats.map((id) => [id, number] as const)));
}
