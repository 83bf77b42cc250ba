import type { TObject } from 'typebox';
import { Value } from 'typebox/value';

import type { ProgrammeSettings } from '../db/schema/index.ts';
import type { InputError } from '../problems.ts';

/**
 * Reads settings by a format's own schema: over what was kept, else over its defaults.
 * @returns what is kept from now on, or everything that is wrong, by its place under `/settings`.
 */
export function readSettings(
  schema: TObject,
  given: ProgrammeSettings,
  kept: ProgrammeSettings = {},
): { settings: ProgrammeSettings } | { errors: InputError[] } {
  const settings = Value.Default(schema, { ...kept, ...given }) as ProgrammeSettings;
  const unknown = Object.keys(given).filter((name) => !(name in schema.properties));
  const errors = unknown.map((name) => ({
    pointer: `/settings/${name}`,
    message: 'is no setting of this format; remove it or check its spelling',
  }));
  for (const [name, property] of Object.entries(schema.properties)) {
    const [first] = Value.Errors(property, settings[name]);
    if (first) errors.push({ pointer: `/settings/${name}${first.instancePath}`, message: first.message });
  }
  return errors.length > 0 ? { errors } : { settings };
}
