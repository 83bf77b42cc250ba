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

  'page.skip': 'Skip to content',
  'page.language': 'Language',

  'facts.your-time': 'Your time',
  'facts.local-time': 'Local time',

  'answer.for': 'An invitation for {address}',
  'answer.accept': 'I will come',
  'answer.maybe': 'Maybe',
  'answer.decline': 'I cannot come',
  'answer.thanks': 'Thank you. {standing}',
  'answer.mistake': 'That was not one of the answers. Choose one of the buttons below.',
  'answer.cancelled': 'This gathering was cancelled.',
  'answer.nothing-to-answer': 'There is nothing to answer any more.',
  'answer.none.now': 'Will you come?',
  'answer.none.next': 'You can change your answer here until the gathering begins.',
  'answer.accepted.now': 'You are coming.',
  'answer.accepted.next':
    'Nothing more to do. If your plans change, change your answer here, so that somebody else gets the place.',
  'answer.waitlisted.now': 'You are on the waiting list.',
  'answer.waitlisted.next':
    'All places are taken. A place that comes free goes to whoever of those waiting keeps the mix of teams and places best, then to whoever has waited longest; you get a mail when it is yours.',
  'answer.tentative.now': 'You may come.',
  'answer.tentative.next': 'No place is held for you yet. Come back and accept as soon as you know.',
  'answer.declined.now': 'You are not coming.',
  'answer.declined.next':
    'Thank you for saying so. You can still change your answer until the gathering begins.',
  'answer.join': 'Join online',
  'answer.coming': 'Who is coming',
  'answer.coming-from': 'People from {units}, who work in {locations}.',
  'answer.happens': 'What happens',

  'unsubscribe.title': 'Invitations',
  'unsubscribe.stopped': 'You get no more invitations',
  'unsubscribe.stopped-what':
    'We will not invite {address} to gatherings any more. About gatherings you have accepted you still get news.',
  'unsubscribe.resume': 'Invite me again',
  'unsubscribe.ask': 'Stop all invitations?',
  'unsubscribe.ask-what':
    'We would not invite {address} to gatherings any more. You can undo this here at any time.',
  'unsubscribe.stop': 'Stop invitations',

  'sign-in.title': 'Sign in',
  'sign-in.by-link': 'There is no password: we mail you a link.',
  'sign-in.address': 'Your address at work',
  'sign-in.mail-me': 'Mail me a link',
  'sign-in.look': 'Look into your mail',
  'sign-in.on-its-way': {
    one: 'If the address is in the directory, a link to sign in is on its way. It works once, for {count} minute.',
    other:
      'If the address is in the directory, a link to sign in is on its way. It works once, for {count} minutes.',
  },
  'sign-in.nothing-came':
    'Nothing came? Check the spelling and the spam folder, then ask again in a quarter of an hour.',
  'sign-in.ask-again': 'Ask for a new link',
  'sign-in.press': 'Press the button to sign in in this browser.',
  'sign-in.dead': 'This link does not work',
  'sign-in.open-from-mail': 'Open the link of the mail and press the button there.',

  'me.title': 'Your page',
  'me.hello': 'Hello, {name}',
  'me.struck-out': 'The encounter is struck out. The other person is not told.',
  'me.saved': 'Saved.',
  'me.coming-up': 'Coming up',
  'me.nothing-coming-up': 'Nothing at the moment. Invitations come by mail.',
  'me.answer.none': 'You have not answered yet; the buttons are in your invitation mail.',
  'me.answer.accepted': 'You said that you are coming.',
  'me.answer.declined': 'You said that you are not coming.',
  'me.answer.tentative': 'You said maybe.',
  'me.answer.waitlisted': 'You are on the waiting list.',
  'me.cancelled': 'Cancelled: it will not take place.',
  'me.join': 'Join {title}',
  'me.met': 'Whom you met',
  'me.met-nobody': 'Nobody here yet. It fills when you share a small table with others.',
  'me.met-how':
    'You came to the same small table. Strike out what should not be kept: it is gone at once, you give no reason, and the other person is not told.',
  'me.strike-out': 'Strike out',
  'me.earlier': 'Earlier encounters',
  'me.not-met': 'Units you have not met yet',
  'me.break': 'A break from invitations',
  'me.break-rule':
    'On these days you are not drawn for a gathering. Leave a field empty to end it. Organisers can see the days, colleagues cannot.',
  'me.pausedUntil': 'No invitations up to and including',
  'me.awayFrom': 'Away from',
  'me.awayUntil': 'Away until, that day included',
  'me.no-such-day': 'This day must exist and lie between the years {first} and {last}.',
  'me.ends-before-it-begins': 'This day must not be before the first day away.',
  'me.save': 'Save',
  'me.language': 'Language of mails and pages',
  'me.language-by-itself': 'As in the directory',
  'me.change-language': 'Change language',
  'me.kept': 'What is kept about you',
  'me.address': 'Address',
  'me.unit': 'Unit',
  'me.location': 'Location',
  'me.in-zone': '{location} ({timeZone})',
  'me.file':
    'The file holds everything: your entry in the directory, invitations and answers, check-ins, seats, mails and whom you met. Only you can open it.',
  'me.download': 'Download your data',
  'me.sign-out': 'Sign out',

  'front.title': 'Welcome',
  'front.heading': 'Meet the people you would not have met',
  'front.what':
    'Acquaint plans the informal gatherings that build networks inside an organisation: town halls, peer assists, knowledge fairs, coffee rounds and more. It mixes units and locations on purpose, when people are invited and when tables are formed. It remembers who met whom, so that the next round brings new people together, and it never ranks anybody.',
  'front.docs': 'API documentation',
  'front.mailbox': 'Mailbox',
  'front.no-mail-server':
    'No mail server is configured: every mail stays in this service’s own mailbox, which opens on the machine that the service runs on.',

  'problem.bad-json': 'The body is not valid JSON',
  'problem.bad-request': 'The request is malformed',
  'problem.validation-failed': 'The request does not fit the schema',
  'problem.bad-cursor': 'The cursor is not one this list gave out',
  'problem.unauthenticated': 'A credential is needed',
  'problem.forbidden': 'The credential does not give this right',
  'problem.cross-site-request': 'A request from another site may not change anything',
  'problem.not-found': 'There is nothing here',
  'problem.method-not-allowed': 'The method is not allowed here',
  'problem.request-timeout': 'The request took too long to arrive',
  'problem.conflict': 'The state does not allow this',
  'problem.email-taken': 'The address belongs to somebody else',
  'problem.gathering-not-open': 'The gathering is no longer open',
  'problem.gathering-not-started': 'The gathering has not begun yet',
  'problem.idempotency-in-flight': 'A request with this Idempotency-Key is still being worked on',
  'problem.too-large': 'The body is too large',
  'problem.unsupported-media-type': 'The media type is not understood here',
  'problem.idempotency-key-reused': 'This Idempotency-Key was used for another request',
  'problem.impossible': 'The input is well-formed but impossible',
  'problem.headers-too-large': 'The headers are too large',
  'problem.too-many-requests': 'Too many requests',
  'problem.internal': 'Something went wrong on our side',
  'problem.unavailable': 'The service cannot answer at the moment',

  'link.dead':
    'This link is not active. It may be cut short, or the gathering has begun. Open it from the newest mail once more.',
  'link.wait': {
    one: 'Wait {count} second, then open the link from your mail again.',
    other: 'Wait {count} seconds, then open the link from your mail again.',
  },
} as const satisfies Record<string, string | Record<'one' | 'other', string>>;
