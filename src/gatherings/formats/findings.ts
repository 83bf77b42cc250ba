import { type AgendaBlock, tableMinutes } from '../agenda.ts';
import type { FormatFinding, FormatInput } from './format.ts';

/** What is known of a format when a gathering is scheduled. */
export interface Rules {
  /** Begins a sentence: "A stand-up". */
  subject: string;
  /** Minutes outside of these are refused. */
  must: { min: number; max?: number };
  /** Minutes outside of these are pointed out; our defaults where the field states none. */
  usual: { min: number; max: number };
  agenda(durationMinutes: number): AgendaBlock[];
  /** People at a table; others are pointed out. */
  tableSize?: { min: number; max: number };
  /** The format's own rules, asked once the length is acceptable. */
  own?(input: FormatInput): FormatFinding[];
}

const LENGTH = '/durationMinutes';

function lengthFindings({ subject, must, usual }: Rules, durationMinutes: number): FormatFinding[] {
  if (durationMinutes < must.min) {
    const message = `${subject} needs at least ${must.min} minutes.`;
    const remedy = `Plan ${Math.max(must.min, usual.min)} minutes.`;
    return [{ code: 'too-short', message, remedy, severity: 'refuse', pointer: LENGTH }];
  }
  if (must.max !== undefined && durationMinutes > must.max) {
    const message = `${subject} takes at most ${must.max} minutes.`;
    const remedy = `Plan ${must.max} minutes or fewer, or choose another format.`;
    return [{ code: 'too-long', message, remedy, severity: 'refuse', pointer: LENGTH }];
  }
  if (durationMinutes >= usual.min && durationMinutes <= usual.max) return [];
  const code = durationMinutes < usual.min ? 'unusually-short' : 'unusually-long';
  const message = `${subject} usually takes ${usual.min} to ${usual.max} minutes.`;
  const remedy = 'Keep this length only if it is meant.';
  return [{ code, message, remedy, severity: 'warn', pointer: LENGTH }];
}

/** Rounds shorter than this leave no encounter: level 2 asks for ten minutes at one table. */
const ENCOUNTER_MINUTES_MIN = 10;

function shortRoundFindings(agenda: readonly AgendaBlock[]): FormatFinding[] {
  const shortest = Math.min(...tableMinutes(agenda));
  if (shortest >= ENCOUNTER_MINUTES_MIN) return [];
  const message = `At this length a round at the tables lasts ${shortest} min, too short to count as having met.`;
  const remedy = `Plan longer, so that a round lasts ${ENCOUNTER_MINUTES_MIN} minutes.`;
  return [{ code: 'rounds-too-short', message, remedy, severity: 'warn', pointer: LENGTH }];
}

function tableSizeFindings({ subject, tableSize }: Rules, mixing: FormatInput['mixing']): FormatFinding[] {
  if (!mixing || !tableSize) return [];
  const { min, max } = tableSize;
  if (mixing.tableSize >= min && mixing.tableSize <= max) return [];
  const message = `${subject} works with ${min} to ${max} people at a table.`;
  const remedy = `Choose a table size of ${min} to ${max}.`;
  return [{ code: 'table-size', message, remedy, severity: 'warn', pointer: '/mixing/tableSize' }];
}

/** What a plan has against its format's rules, worst first; a length that is refused is reported alone. */
export function findingsOf(rules: Rules, input: FormatInput): FormatFinding[] {
  const length = lengthFindings(rules, input.durationMinutes);
  if (length.some(({ severity }) => severity === 'refuse')) return length;
  const rounds = shortRoundFindings(rules.agenda(input.durationMinutes));
  return [...length, ...rounds, ...tableSizeFindings(rules, input.mixing), ...(rules.own?.(input) ?? [])];
}
