/*
 * The one source of truth for time zones. Node's own data, the database's and this differ in which year they
 * were made, so every instant and every shown time is computed here.
 */
export { formatMoment, formatMomentIn, formatWhen, formatWhenIn, type When } from './format-when.ts';
export { hasBegun } from './has-begun.ts';
export { hasLeft } from './has-left.ts';
export {
  instantOf,
  isLocalTime,
  localOf,
  type Resolution,
} from './local-time.ts';
export { type QuietHours, quietUntil } from './quiet-hours.ts';
export { vtimezone } from './vtimezone.ts';
export { isTimeZone, listTimeZones } from './zone-rules.ts';
