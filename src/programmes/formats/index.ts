import type { FormatName } from '../../gatherings/formats/format.ts';
import { coffee } from './coffee.ts';
import { plain } from './plain.ts';
import type { ProgrammeFormat } from './programme-format.ts';
import { standUp } from './stand-up.ts';

const OWN: Partial<Record<FormatName, ProgrammeFormat>> = { coffee, 'stand-up': standUp };

/** What a format asks of a programme. */
export function programmeFormat(name: string): ProgrammeFormat {
  return OWN[name as FormatName] ?? plain;
}
