import type { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** UUIDs as this service writes them and PostgreSQL reads them; the usual format also takes `urn:uuid:`. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** An id exactly as this service writes it, in cursors and in the forms and links of its pages. */
export const OWN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Years of four digits: PostgreSQL has no year 0, and JavaScript writes later ones with a sign. */
const DATE = /^[1-9]\d{3}-\d\d-\d\d$/;
const INSTANT = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
/** A local time as RFC 3339 writes its part before the offset; seconds may be left out. */
const LOCAL_TIME = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** What a text of a format must look like, where the name of the format does not say it. */
export const FORMAT_SENTENCES: Record<string, string> = {
  uuid: 'must be an id such as 0193b3f4-7c00-7000-8000-000000000000',
  date: 'must be a day that exists, such as 2026-12-03',
  'date-time': 'must be an instant in UTC with a final Z, such as 2026-12-03T11:00:00Z',
  'date-time-local':
    'must be a local time such as 2026-12-03T14:00:00, without Z or offset; its zone goes into timeZone',
};

/** The common formats, with those that reach the database narrowed to what it can store. */
export function withFormats(ajv: Ajv): Ajv {
  return addFormats
    .default(ajv)
    .addFormat('uuid', UUID)
    .addFormat('date', (text: string) => DATE.test(text) && isDay(text))
    .addFormat('date-time', (text: string) => INSTANT.test(text) && isInstant(text))
    .addFormat('date-time-local', LOCAL_TIME);
}

/** Leap seconds are refused with the rest: no clock here has them. */
function isInstant(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && isDay(text.slice(0, 'yyyy-mm-dd'.length));
}

/** Whether a day exists: Date moves 30 February to March instead of refusing it. */
function isDay(text: string): boolean {
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}
