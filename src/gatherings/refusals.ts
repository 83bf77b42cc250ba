import type { InputError } from '../problems.ts';
import type { FormatFinding } from './formats/format.ts';

/** What a format refuses, as errors of the input that name the rule and the remedy. */
export function refusals(findings: FormatFinding[]): InputError[] {
  return findings
    .filter(({ severity }) => severity === 'refuse')
    .map(({ code, message, remedy, pointer }) => ({ pointer, message: `${message} ${remedy} (${code})` }));
}
