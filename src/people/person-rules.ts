import type { Language } from '../languages/languages.ts';
import {
  type Checked,
  day,
  emailAddress,
  language,
  languageTag,
  list,
  optional,
  personKind,
  personName,
  required,
  shortText,
  timeZone,
  type Written,
} from './field-rules.ts';

/** What the directory knows of a person, from a caller or a file. */
export type PersonValues = {
  email: string;
  name: string;
  unit: string;
  location: string;
  timeZone: string;
  grade: string | null;
  managerEmail: string | null;
  startedOn: string | null;
  languages: string[];
  offers: string[];
  asks: string[];
  kind: 'staff' | 'guest';
};
/** What only a change of a person sets, never a file. */
export type ChangedLater = {
  /** What they are written to in; null: the first of `languages` that we speak. */
  preferredLanguage: Language | null;
  leftOn: string | null;
  pausedUntil: string | null;
  awayFrom: string | null;
  awayUntil: string | null;
};
type AllValues = PersonValues & ChangedLater;
export type PersonField = keyof AllValues;
/** One thing that is wrong with a person: which field, and the rule it breaks. */
export type FieldProblem = { field: PersonField; message: string };

const RULES: { [F in PersonField]: (written: Written) => Checked<AllValues[F]> } = {
  email: required(emailAddress),
  name: required(personName),
  unit: required(shortText),
  location: required(shortText),
  timeZone: required(timeZone),
  grade: optional(shortText),
  managerEmail: optional(emailAddress),
  startedOn: optional(day),
  languages: list(languageTag),
  offers: list(shortText),
  asks: list(shortText),
  kind: required(personKind),
  preferredLanguage: optional(language),
  leftOn: optional(day),
  pausedUntil: optional(day),
  awayFrom: optional(day),
  awayUntil: optional(day),
};

/**
 * Checks the given fields of a person, the same way for a request and for a line of a file. Fields that are not
 * given are not looked at.
 * @returns the values as they are kept, or every field that breaks its rule.
 */
export function checkPerson<F extends PersonField>(
  written: Partial<Record<F, Written>>,
): { values: Partial<Pick<AllValues, F>> } | { problems: FieldProblem[] } {
  const values: Partial<Record<PersonField, unknown>> = {};
  const problems: FieldProblem[] = [];
  for (const field of Object.keys(written) as F[]) {
    const text = written[field];
    if (text === undefined) continue;
    const checked = RULES[field](text);
    if ('value' in checked) values[field] = checked.value;
    else problems.push({ field, message: checked.message });
  }
  return problems.length > 0 ? { problems } : { values: values as Partial<Pick<AllValues, F>> };
}

/** True when somebody is named as their own manager; addresses are compared without regard to case. */
export function isOwnManager(person: { email?: string; managerEmail?: string | null }): boolean {
  return (
    person.email !== undefined &&
    typeof person.managerEmail === 'string' &&
    person.email.toLowerCase() === person.managerEmail.toLowerCase()
  );
}
