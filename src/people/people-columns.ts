import type { PersonValues } from './person-rules.ts';

export type PersonColumn = keyof PersonValues;

/** The columns of a people file, named as in the API, in the order in which we write them. */
export const PERSON_COLUMNS = [
  'email',
  'name',
  'unit',
  'location',
  'timeZone',
  'grade',
  'managerEmail',
  'startedOn',
  'languages',
  'offers',
  'asks',
  'kind',
] as const satisfies PersonColumn[];

/** The columns' names in the database. */
export const DATABASE_COLUMNS: { readonly [C in PersonColumn]: string } = {
  email: 'email',
  name: 'name',
  unit: 'unit',
  location: 'location',
  timeZone: 'time_zone',
  grade: 'grade',
  managerEmail: 'manager_email',
  startedOn: 'started_on',
  languages: 'languages',
  offers: 'offers',
  asks: 'asks',
  kind: 'kind',
};

/** Columns without which a line says too little; the others may be left out of a file. */
export const REQUIRED_COLUMNS = ['email', 'name', 'unit', 'location', 'timeZone'] as const;

/** Columns whose fields are lists with `;` between the entries. */
export const LIST_COLUMNS: ReadonlySet<PersonColumn> = new Set(['languages', 'offers', 'asks']);

const BY_LOWER_CASE = new Map<string, PersonColumn>(PERSON_COLUMNS.map((name) => [name.toLowerCase(), name]));
/** How much of an unknown column's name an answer repeats. */
const QUOTED_MAX = 40;

/**
 * Reads the header of a people file; names are taken without regard to case.
 * @returns the columns in their order, or one sentence for each unknown, repeated or missing one.
 */
export function readHeader(fields: string[]): { columns: PersonColumn[] } | { problems: string[] } {
  const columns: PersonColumn[] = [];
  const problems: string[] = [];
  for (const field of fields) {
    const column = BY_LOWER_CASE.get(field.toLowerCase());
    if (column === undefined) problems.push(`unknown column ${JSON.stringify(field.slice(0, QUOTED_MAX))}`);
    else if (columns.includes(column)) problems.push(`column ${column} is there twice`);
    else columns.push(column);
  }
  for (const column of REQUIRED_COLUMNS) {
    if (!columns.includes(column)) problems.push(`column ${column} is missing`);
  }
  return problems.length > 0 ? { problems } : { columns };
}
