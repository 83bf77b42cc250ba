import { plain } from './plain.ts';
import type { ProgrammeFormat } from './programme-format.ts';

/** A coffee trial: people join by their own word, and each date tells each of them whom they meet. */
export const coffee: ProgrammeFormat = { ...plain, optIn: true, invitesToSeries: false };
