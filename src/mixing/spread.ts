/** How many people have each code; unknown ones (−1) are not counted. */
export function countsOf(codes: Int32Array): Int32Array {
  let kinds = 0;
  for (const code of codes) if (code >= kinds) kinds = code + 1;
  const counts = new Int32Array(kinds);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return counts;
}

/** Pairs of one kind at a table when so many people of it are spread evenly over the tables: the fewest there can be. */
export function fewestPairs(count: number, tables: number): number {
  const each = Math.floor(count / tables);
  const more = count % tables;
  return (more * (each + 1) * each + (tables - more) * each * (each - 1)) / 2;
}
