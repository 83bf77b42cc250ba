import { type Static, type TProperties, type TSchema, Type } from 'typebox';

import { PROBLEMS, type ProblemCode } from '../problems.ts';

/** An object that refuses unknown fields. */
export function Strict<P extends TProperties>(properties: P, options: Record<string, unknown> = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** A UUIDv7. */
export const Id = Type.String({ format: 'uuid' });
/** An instant: RFC 3339 in UTC with a final Z. */
export const Instant = Type.String({ format: 'date-time', examples: ['2026-12-03T11:00:00.000Z'] });
/** A calendar date, yyyy-mm-dd. */
export const CalendarDate = Type.String({ format: 'date', examples: ['2026-12-03'] });
/** A field that may be null. */
export const Nullable = <S extends TSchema>(schema: S, options: Record<string, unknown> = {}) =>
  Type.Union([schema, Type.Null()], options);
/** One of some words. */
export const OneOf = <const T extends readonly string[]>(...words: T) => Type.Enum<[...T]>(words);

export const LIST_LIMIT_MAX = 100;
const LIST_LIMIT_DEFAULT = 50;
/** The paging part of a list's query. */
export const pageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: LIST_LIMIT_MAX, default: LIST_LIMIT_DEFAULT }),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: 'nextCursor of the page before' })),
};
/** The answer of every list. */
export const Page = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()) });

export const IdParams = Strict({ id: Id });

/** RFC 9457, with `code` and the input's errors. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() }))),
  },
  { $id: 'Problem', description: 'RFC 9457 problem details' },
);
export type ProblemBody = Static<typeof ProblemSchema>;

/** Problem answers by status; the description of each lists its codes. */
export function problemAnswers(codes: ProblemCode[]): Record<number, { description: string }> {
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const content = { 'application/problem+json': { schema: Type.Ref('Problem') } };
  return Object.fromEntries(
    [...byStatus].map(([status, set]) => [status, { description: [...set].join(', '), content }]),
  );
}

/**
 * The answers of a route: the good ones as given, and for each problem code a problem+json answer under its status.
 * What any route may meet (400, 401, 429, 500) is added by itself.
 */
export function answers<R extends Record<number, TSchema>>(good: R, ...codes: ProblemCode[]) {
  const always: ProblemCode[] = ['validation-failed', 'unauthenticated', 'too-many-requests', 'internal'];
  return { ...problemAnswers([...always, ...codes]), ...good } as R;
}
