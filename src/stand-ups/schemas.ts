import { type Static, Type } from 'typebox';

import { Id, Nullable, Strict } from '../http/schemas.ts';
import { LINE_MAX } from './leave-line.ts';

const line = Nullable(Type.String({ maxLength: LINE_MAX }));

/** A date as those who take part in it and those who run it see it. Who is absent is not named. */
export const StandUpSchema = Type.Object({
  secondsEach: Type.Integer(),
  order: Type.Array(
    Type.Object({
      personId: Id,
      name: Type.String(),
      unit: Type.String(),
      couldHelp: line,
      needsHelp: line,
    }),
    { description: 'Who speaks, in the order in which they do: by chance, and the same for everybody' },
  ),
});
export type StandUpAnswer = Static<typeof StandUpSchema>;

export const LineBody = Strict({ couldHelp: Type.Optional(line), needsHelp: Type.Optional(line) });
export const LineSchema = Type.Object({ couldHelp: line, needsHelp: line });
export const AbsenceBody = Strict({ absent: Type.Boolean() });

/** More than any stand-up has. */
const PRESENT_MAX = 100;
export const FinishBody = Strict({
  personIds: Type.Array(Id, { maxItems: PRESENT_MAX, uniqueItems: true, description: 'Who was there' }),
});
