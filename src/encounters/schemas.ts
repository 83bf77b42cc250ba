import { Type } from 'typebox';

import { ENCOUNTER_RULES } from '../db/schema/index.ts';
import { Id, Instant, Nullable, OneOf } from '../http/schemas.ts';

/** One encounter as its owner sees it. */
export const Encounter = Type.Object({
  id: Id,
  who: Type.Object({ personId: Id, name: Type.String(), unit: Type.String(), location: Type.String() }),
  where: Type.Object({ gatheringId: Id, title: Type.String(), place: Nullable(Type.String()) }),
  level: Type.Integer({
    description: '2: you sat at one small table; 4: you both said that you met; 5: a tie',
  }),
  metAt: Instant,
  evidence: Type.Object(
    {
      rule: OneOf(...ENCOUNTER_RULES),
      round: Type.Integer(),
      tableSize: Type.Integer(),
      minutes: Type.Integer(),
    },
    {
      description:
        'Where the row comes from: you both checked in and shared a table of a round; you both said that you met; you met twice at least a fortnight apart; or you both want to stay in touch',
    },
  ),
});
