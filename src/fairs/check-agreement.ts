import { and, eq } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type FairAgreement, fairAgreements } from '../db/schema/index.ts';

export type AgreementSays = NonNullable<FairAgreement['supplierSays']>;

/** Keeps what one of the two says of an agreement; the last word counts. False when it is not theirs. */
export async function checkAgreement(
  tx: Tx,
  { id, personId, says }: { id: string; personId: string; says: AgreementSays },
): Promise<boolean> {
  const supplied = await tx
    .update(fairAgreements)
    .set({ supplierSays: says })
    .where(and(eq(fairAgreements.id, id), eq(fairAgreements.supplierId, personId)))
    .returning({ id: fairAgreements.id });
  if (supplied.length > 0) return true;
  const demanded = await tx
    .update(fairAgreements)
    .set({ demanderSays: says })
    .where(and(eq(fairAgreements.id, id), eq(fairAgreements.demanderId, personId)))
    .returning({ id: fairAgreements.id });
  return demanded.length > 0;
}
