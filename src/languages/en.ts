/**
 * Every text that people read, in English. `{name}` is put in; where there is a `{count}`, a text for each plural
 * category. The other languages hold the same keys.
 */
export const en = {
  'acquaint.purpose': 'Acquaint brings together people who have not met.',

  'facts.when': 'When',
  'facts.where': 'Where',
  'facts.online': 'Online',
  'facts.reason': 'Why you',

  'mail.from': '{host} via Acquaint',
  'mail.personal': 'The links in this mail are yours alone: whoever has them can answer in your name.',
  'mail.stop': 'Stop invitations',
  'mail.see-answer': 'See or change your answer',

  'mail.invitation.subject': 'Invitation: {title}',
  'mail.invitation.by-host': '{host} invites you.',
  'mail.invitation.by-nobody': 'You are invited.',
  'mail.invitation.question': 'What could you offer the others, and what could you learn from them?',
  'mail.invitation.answer': 'Answer this invitation',
  'mail.invitation.choices': 'Say yes, perhaps or no.',
  'mail.invitation.places': {
    one: 'There is {count} place; after that, a yes goes on the waiting list.',
    other: 'There are {count} places; after that, a yes goes on the waiting list.',
  },
  'mail.invitation.change': 'You can change your answer until it begins.',
  'mail.invitation.others': 'Also invited',
  'mail.invitation.units': 'From other teams: {names}',
  'mail.invitation.locations': 'From other locations: {names}',
  'mail.invitation.more-names': '{names} and others',

  'mail.update.subject': 'Changed: {title}',
  'mail.update.news': 'The plan of this gathering has changed. From now on this holds:',
  'mail.update.answer-stays': 'Your answer stays as it is unless you change it.',

  'mail.refresh.subject': 'As planned: {title}',
  'mail.refresh.news': 'Your calendar asked for the plan of this gathering. This is how it stands:',

  'mail.cancellation.subject': 'Cancelled: {title}',
  'mail.cancellation.news': 'This gathering is cancelled. There is nothing that you need to do.',

  'mail.promotion.subject': 'You have a place: {title}',
  'mail.promotion.news': 'A place has become free and it is yours: you are in.',
  'mail.promotion.give-back':
    'If you cannot come after all, say so there, and somebody on the waiting list gets the place.',

  'mail.sign-in.subject': 'Your link to sign in to Acquaint',
  'mail.sign-in.heading': 'Sign in to Acquaint',
  'mail.sign-in.once': {
    one: 'The link works once, within {count} minute.',
    other: 'The link works once, within {count} minutes.',
  },
  'mail.sign-in.asked': 'Somebody, we think you, asked to sign in with this address.',
  'mail.sign-in.button': 'Sign in',
  'mail.sign-in.not-you':
    'If it was not you, do nothing: without the link nobody gets in. Do not pass this mail on.',

  'mail.label': '{label}:',

  'agenda.heading': 'Agenda',
  'agenda.minutes': { one: '{count} min', other: '{count} min' },

  'calendar.answer': 'Please answer by the link in your invitation mail.',
} as const satisfies Record<string, string | Record<'one' | 'other', string>>;
