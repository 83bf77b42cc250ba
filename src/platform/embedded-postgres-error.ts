/** The embedded PostgreSQL cannot run. The message says why and what to do, and needs no stack beside it. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}
