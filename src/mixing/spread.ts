/** How many people have each code; unknown ones (−1) are not counted. */
export function countsOf(codes: Int32Array): Int32Array {
  let kinds = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= kinds) kinds = codes[i]! + 1;
  const counts = new Int32Array(kinds);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) counts[codes[i]!]!++;
  return counts;
}

/** Pairs of one kind at a table when so many people of it are spread evenly over the tables: the fewest there can be. */
export function fewestPairs(count: number, tables: number): number {
  const each = Math.floor(count / tables);
  const more = count % tables;
  return (more * (each + 1) * each + (tables - more) * each * (each - 1)) / 2;
}
