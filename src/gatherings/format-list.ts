import { FORMAT_NAMES } from './formats/format.ts';
import { FORMATS } from './formats/index.ts';

/** Every format as it is listed, its agenda and capacity at its default length. */
export function formatList() {
  return FORMAT_NAMES.map((name) => {
    const { agenda, check, defaultCapacity, ...format } = FORMATS[name];
    return {
      ...format,
      defaultCapacity: defaultCapacity(format.defaultDurationMinutes),
      agenda: agenda(format.defaultDurationMinutes),
    };
  });
}
