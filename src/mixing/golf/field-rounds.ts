import { finiteField } from './finite-field.ts';

/**
 * Rounds without a repeat from lines over a field, for a number of groups that is a power of a prime and at least the
 * size. People are points (column, x). Round m joins the points (c, m·c + b) of each line b: q rounds, two points of
 * different columns on one line each (a resolvable transversal design, that is, mutually orthogonal Latin squares).
 * Where whole groups fit a column, further rounds stay within columns. Gives none where there is no such field.
 */
export function fieldRounds(groups: number, size: number): Int32Array[] {
  const field = groups >= size && size > 1 ? finiteField(groups) : null;
  if (field === null) return [];
  const columns = Array.from({ length: size }, (_, column) => column);
  const rounds = Array.from({ length: groups }, (_, slope) => {
    const points: number[] = [];
    for (let line = 0; line < groups; line++)
      for (const column of columns)
        points.push(column * groups + field.add(field.multiply(slope, column), line));
    return Int32Array.from(points);
  });
  if (groups % size !== 0) return rounds;
  return [...rounds, ...withinColumns(groups, size)];
}

/** The plan of a column's people among themselves, for all columns at once. */
function withinColumns(groups: number, size: number): Int32Array[] {
  const column =
    groups === size ? [Int32Array.from({ length: size }, (_, i) => i)] : fieldRounds(groups / size, size);
  return column.map((round) => {
    const points = new Int32Array(groups * size);
    for (let c = 0; c < size; c++)
      for (let k = 0; k < groups; k++) points[c * groups + k] = c * groups + round[k]!;
    return points;
  });
}
