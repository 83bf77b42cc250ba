import { v7 as uuidv7 } from 'uuid';

import type { Tx } from '../db/connect.ts';
import { type Framework, frameworks } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import type { FrameworkInput } from './schemas.ts';

/** Adds a framework of one's own; its keys must differ, because votes and levels are kept by them. */
export async function addFramework(
  tx: Tx,
  { name, practices, createdBy }: FrameworkInput & { createdBy: string },
  now: Date,
): Promise<{ added: Framework } | { errors: InputError[] }> {
  const errors = practices.flatMap(({ key }, i) =>
    practices.findIndex((one) => one.key === key) === i
      ? []
      : [{ pointer: `/practices/${i}/key`, message: 'is the key of an earlier practice' }],
  );
  if (errors.length > 0) return { errors };
  const id = uuidv7({ msecs: now.getTime() });
  await tx.insert(frameworks).values({ id, name, practices, createdBy, createdAt: now });
  return { added: { id, name, practices } };
}
