import postgres from 'postgres';

/** The driver's error inside whatever drizzle wrapped around it, or null when it is not one. */
export function databaseError(error: unknown): postgres.PostgresError | null {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth += 1) {
    if (e instanceof postgres.PostgresError) return e;
  }
  return null;
}

/** The name of the constraint a write broke, or null: how a lost race is told from a fault. */
export function violatedConstraint(error: unknown): string | null {
  return databaseError(error)?.constraint_name ?? null;
}
