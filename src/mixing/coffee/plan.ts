/** A plan while it is being made: the tables, and at which one everybody sits, −1 at none. */
export type CoffeePlan = { tables: number[][]; tableOf: Int32Array };

/** No tables yet. */
export function emptyPlan(size: number): CoffeePlan {
  return { tables: [], tableOf: new Int32Array(size).fill(-1) };
}

/** Adds a table of these. */
export function addTable({ tables, tableOf }: CoffeePlan, seats: number[]): void {
  for (const seat of seats) tableOf[seat] = tables.length;
  tables.push(seats);
}

/** Seats somebody at a table that there is. */
export function joinTable({ tables, tableOf }: CoffeePlan, place: number, table: number): void {
  tables[table]!.push(place);
  tableOf[place] = table;
}

/** Who sits nowhere, those who had nobody in the round before first. */
export function alone({ tableOf }: CoffeePlan, isFirst: (place: number) => boolean): number[] {
  const found: number[] = [];
  for (let place = 0; place < tableOf.length; place++) if (tableOf[place] === -1) found.push(place);
  return [...found.filter(isFirst), ...found.filter((place) => !isFirst(place))];
}
