import type { Culture } from './sample-names.ts';

export type Site = { location: string; timeZone: string; languages: string[]; cultures: Culture[] };

/** Six places in five time zones; each lists the languages spoken there and whose names are common. */
export const SITES: Site[] = [
  {
    location: 'Nairobi',
    timeZone: 'Africa/Nairobi',
    languages: ['sw', 'en'],
    cultures: ['kenyan', 'kenyan', 'kenyan', 'ethiopian', 'arabic', 'yoruba', 'tamil'],
  },
  {
    location: 'Geneva',
    timeZone: 'Europe/Zurich',
    languages: ['fr', 'en', 'de'],
    cultures: [
      'swiss',
      'swiss',
      'polish',
      'greek',
      'ukrainian',
      'turkish',
      'persian',
      'icelandic',
      'georgian',
    ],
  },
  {
    location: 'Bogotá',
    timeZone: 'America/Bogota',
    languages: ['es', 'en'],
    cultures: ['colombian', 'colombian', 'colombian', 'japanese', 'hebrew'],
  },
  {
    location: 'Kathmandu',
    timeZone: 'Asia/Kathmandu',
    languages: ['ne', 'en', 'hi'],
    cultures: ['nepali', 'nepali', 'chinese', 'bengali', 'thai', 'vietnamese'],
  },
  {
    location: 'Toronto',
    timeZone: 'America/Toronto',
    languages: ['en', 'fr'],
    cultures: ['canadian', 'canadian', 'inuit', 'korean', 'chinese', 'armenian', 'māori'],
  },
  {
    location: 'Mombasa',
    timeZone: 'Africa/Nairobi',
    languages: ['sw', 'en'],
    cultures: ['kenyan', 'kenyan', 'arabic', 'ethiopian'],
  },
];

/** `sites` says how the unit is spread over the places above, in their order. */
export type SampleUnit = { unit: string; size: number; sites: number[]; topics: string[] };

/** Fourteen units of very different size, 240 people together, each with what its people know. */
export const UNITS: SampleUnit[] = [
  {
    unit: 'Executive Office',
    size: 5,
    sites: [1, 5, 1, 0, 2, 0],
    topics: ['Strategy', 'Chairing hard meetings'],
  },
  {
    unit: 'Engineering',
    size: 46,
    sites: [6, 2, 4, 5, 5, 0],
    topics: ['Offline-first apps', 'Code review', 'Maps', 'SMS gateways', 'Accessibility'],
  },
  {
    unit: 'Field Programmes',
    size: 31,
    sites: [6, 0, 5, 5, 0, 4],
    topics: ['Village meetings', 'Seed banks', 'Working with interpreters', 'Road safety'],
  },
  {
    unit: 'Water and Sanitation',
    size: 28,
    sites: [5, 0, 3, 6, 0, 4],
    topics: ['Borehole repair', 'Water testing', 'Solar pumps'],
  },
  {
    unit: 'Monitoring and Evaluation',
    size: 20,
    sites: [3, 2, 3, 3, 2, 1],
    topics: ['Survey design', 'Interviewing', 'Outcome harvesting'],
  },
  {
    unit: 'Research',
    size: 18,
    sites: [2, 4, 2, 2, 4, 0],
    topics: ['Reading statistics', 'Systematic reviews', 'Writing for the public'],
  },
  {
    unit: 'Finance',
    size: 16,
    sites: [2, 6, 1, 1, 2, 1],
    topics: ['Budgets', 'Mobile money', 'Audit preparation'],
  },
  {
    unit: 'Communications',
    size: 15,
    sites: [2, 3, 3, 1, 3, 0],
    topics: ['Storytelling', 'Photography with consent', 'Plain language'],
  },
  {
    unit: 'Partnerships',
    size: 14,
    sites: [2, 5, 2, 1, 3, 0],
    topics: ['Proposal writing', 'Negotiation', 'Local authorities'],
  },
  {
    unit: 'Data',
    size: 13,
    sites: [3, 2, 1, 1, 5, 0],
    topics: ['Spreadsheets that last', 'Dashboards', 'Data protection'],
  },
  {
    unit: 'People and Culture',
    size: 12,
    sites: [2, 4, 1, 1, 2, 0],
    topics: ['Interviewing candidates', 'Coaching', 'Flexible hours'],
  },
  {
    unit: 'Logistics',
    size: 10,
    sites: [2, 1, 1, 2, 0, 4],
    topics: ['Customs', 'Cold chain', 'Vehicle maintenance'],
  },
  { unit: 'Legal', size: 7, sites: [1, 5, 1, 0, 2, 0], topics: ['Contracts', 'Work permits'] },
  { unit: 'Facilities', size: 5, sites: [2, 2, 0, 1, 0, 1], topics: ['Solar roofs', 'First aid'] },
];

/** What people of any unit may bring along. */
export const PASTIMES = [
  'Choir',
  'Running',
  'Sourdough',
  'Chess',
  'Beekeeping',
  'Cycling',
  'Dance',
  'Birdwatching',
];
