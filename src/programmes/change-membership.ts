import { and, eq, isNull } from 'drizzle-orm';

import type { Tx } from '../db/connect.ts';
import { type ProgrammeSettings, programmeMembers } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';
import { programmeFormat } from './formats/index.ts';
import type { ProgrammeRow } from './queries.ts';
import { readSettings } from './read-settings.ts';

/** Changes what a member has chosen, over what they chose before. Programme and series must be locked. */
export async function changeMembership(
  tx: Tx,
  { row, personId, settings: given }: { row: ProgrammeRow; personId: string; settings: ProgrammeSettings },
): Promise<{ errors: InputError[] } | 'changed' | 'no-member'> {
  const { programme, membership } = row;
  if (!membership) return 'no-member';
  const { memberSettings } = programmeFormat(programme.format);
  const read = readSettings(memberSettings, given, membership.settings);
  if ('errors' in read) return read;
  const changed = await tx
    .update(programmeMembers)
    .set({ settings: read.settings })
    .where(
      and(
        eq(programmeMembers.programmeId, programme.id),
        eq(programmeMembers.personId, personId),
        isNull(programmeMembers.leftAt),
      ),
    )
    .returning({ personId: programmeMembers.personId });
  return changed.length > 0 ? 'changed' : 'no-member';
}
