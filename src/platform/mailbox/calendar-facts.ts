import ICAL from 'ical.js';

/** A calendar part in a few plain words, in the order in which they are shown. */
export type CalendarFacts = { name: string; value: string }[];

/** An invitation has 2 to 10 kB; a larger object is shown as text only. */
const OBJECT_LENGTH_MAX = 100_000;

/** What a calendar object says of its first event; null when it cannot be read. */
export function calendarFacts(text: string): CalendarFacts | null {
  if (text.length > OBJECT_LENGTH_MAX) return null;
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const event = calendar.getFirstSubcomponent('vevent');
    const read = (component: ICAL.Component | null, name: string) =>
      (component?.getAllProperties(name) ?? []).map(shown).join(', ');
    const facts = [
      { name: 'Method', value: read(calendar, 'method') },
      { name: 'What', value: read(event, 'summary') },
      { name: 'Start', value: read(event, 'dtstart') },
      { name: 'End', value: read(event, 'dtend') || read(event, 'duration') },
      { name: 'Where', value: read(event, 'location') },
      { name: 'Organiser', value: read(event, 'organizer') },
      { name: 'Invited', value: read(event, 'attendee') },
      { name: 'Status', value: read(event, 'status') },
      { name: 'Sequence', value: read(event, 'sequence') },
      { name: 'UID', value: read(event, 'uid') },
    ];
    return facts.filter(({ value }) => value !== '');
  } catch {
    return null;
  }
}

/** A time with its zone as the object names it; a person with name, address and answer. */
function shown(property: ICAL.Property): string {
  const value = String(property.getFirstValue() ?? '');
  if (property.type === 'date-time' || property.type === 'date') {
    const zone = value.endsWith('Z') ? 'UTC' : String(property.getFirstParameter('tzid') ?? '');
    return `${value.replace('T', ' ').replace('Z', '')} ${zone}`.trim();
  }
  if (property.type !== 'cal-address') return value;
  const name = property.getFirstParameter('cn');
  const answer = property.getFirstParameter('partstat');
  const address = value.replace(/^mailto:/i, '');
  return `${name ? `${name} <${address}>` : address}${answer ? ` (${answer.toLowerCase()})` : ''}`;
}
