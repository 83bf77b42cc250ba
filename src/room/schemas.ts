import { Type } from 'typebox';

import { Id, Instant, OneOf, Strict } from '../http/schemas.ts';
import { LANGUAGES } from '../languages/languages.ts';

/** Rules for what these hold are those of the directory. */
const Text = Type.String({ minLength: 1, maxLength: 400 });
const overCapacity = Type.Optional(
  Type.Boolean({ default: false, description: 'Let them in though every place is taken' }),
);

/** What `POST /gatherings/{id}/walk-ins` takes: somebody of the directory, or who they say they are. */
export const WalkInBody = Type.Union([
  Strict({ personId: Id, overCapacity }),
  Strict({ name: Text, email: Text, unit: Text, location: Text, overCapacity }),
]);

export const WalkInAnswer = Type.Object({ personId: Id, checkedInAt: Instant });
export const CheckInParams = Strict({ id: Id, personId: Id });
export const DoorLink = Type.Object({
  url: Type.String({ description: 'What the QR code at the door leads to; shown once' }),
});
export const CardsQuery = Type.Object({ lang: Type.Optional(OneOf(...LANGUAGES)) });
