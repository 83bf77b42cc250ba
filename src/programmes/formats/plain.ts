import { Strict } from '../../http/schemas.ts';
import type { ProgrammeFormat } from './programme-format.ts';

/** A format without rules of its own for a membership: members are invited to the series as a whole. */
export const plain: ProgrammeFormat = {
  settings: Strict({}),
  memberSettings: Strict({}),
  optIn: false,
  invitesToSeries: true,
  planSeries: (input) => input,
  check: () => [],
};
