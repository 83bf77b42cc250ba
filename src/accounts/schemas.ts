import { type Static, Type } from 'typebox';

import type { apiKeys } from '../db/schema/index.ts';
import { Id, Instant, Nullable, OneOf, Strict } from '../http/schemas.ts';
import { EMAIL_MAX } from '../people/email-address.ts';

const NAME_MAX = 100;

/** What an admin says of a new API key. */
export const NewApiKeyBody = Strict({
  name: Type.String({
    minLength: 1,
    maxLength: NAME_MAX,
    description: 'What the key is for',
    examples: ['import from HR'],
  }),
  role: OneOf('admin', 'organiser'),
  expiresAt: Type.Optional(Nullable(Instant)),
});

/** An API key as it may be shown: never the key or its hash. */
export const ApiKeySchema = Type.Object({
  id: Id,
  name: Type.String(),
  role: OneOf('admin', 'organiser'),
  prefix: Type.String({ description: 'How the key begins, to recognise it by' }),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
});

/** The one answer that holds a key. */
export const CreatedApiKeySchema = Type.Object({
  ...ApiKeySchema.properties,
  key: Nullable(
    Type.String({
      description:
        'Shown in this answer alone and kept nowhere: null when the answer is repeated for an Idempotency-Key',
    }),
  ),
});

export type CreatedApiKey = Static<typeof CreatedApiKeySchema>;

/** Whose sign-in link is asked for. */
export const SignInBody = Strict({
  email: Type.String({ minLength: 3, maxLength: EMAIL_MAX, examples: ['ana.silva@example.org'] }),
});

/** A stored key as the API shows it. */
export function apiKeyView(row: Omit<typeof apiKeys.$inferSelect, 'keyHash'>): Static<typeof ApiKeySchema> {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    prefix: row.prefix,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
