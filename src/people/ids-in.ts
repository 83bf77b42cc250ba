import { type SQL, sql } from 'drizzle-orm';

/** Ids as one array in a statement, sent as one text: the driver takes long to escape a list of ten thousand. */
export const idsIn = (ids: readonly string[]): SQL => sql`string_to_array(${ids.join()}, ',')::uuid[]`;
