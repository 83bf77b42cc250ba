import type { Catalogue } from './catalogue.ts';

/** French: polite `vous`, and sentences that suit everybody. Plain spaces before punctuation are made to hold. */
export const fr: Catalogue<'one' | 'many' | 'other'> = {
  'acquaint.purpose': 'Acquaint réunit des personnes qui ne se connaissent pas encore.',

  'facts.when': 'Quand',
  'facts.where': 'Où',
  'facts.online': 'En ligne',
  'facts.reason': 'Pourquoi vous',

  'mail.from': '{host} via Acquaint',
  'mail.personal':
    'Les liens de ce message vous sont personnels : toute personne qui les détient peut répondre à votre place.',
  'mail.stop': 'Ne plus recevoir d’invitations',
  'mail.see-answer': 'Voir ou modifier votre réponse',

  'mail.invitation.subject': 'Invitation : {title}',
  'mail.invitation.by-host': '{host} vous invite.',
  'mail.invitation.by-nobody': 'Voici une invitation pour vous.',
  'mail.invitation.question': 'Que pourriez-vous apporter aux autres, et que pourriez-vous apprendre d’eux ?',
  'mail.invitation.answer': 'Répondre à cette invitation',
  'mail.invitation.choices': 'Répondez oui, peut-être ou non.',
  'mail.invitation.places': {
    one: 'Il y a {count} place ; ensuite, un oui rejoint la liste d’attente.',
    many: 'Il y a {count} de places ; ensuite, un oui rejoint la liste d’attente.',
    other: 'Il y a {count} places ; ensuite, un oui rejoint la liste d’attente.',
  },
  'mail.invitation.change': 'Vous pouvez modifier votre réponse jusqu’au début de la rencontre.',
  'mail.invitation.others': 'Également sur la liste',
  'mail.invitation.units': 'D’autres équipes : {names}',
  'mail.invitation.locations': 'D’autres sites : {names}',
  'mail.invitation.more-names': '{names} et d’autres',

  'mail.update.subject': 'Modification : {title}',
  'mail.update.news': 'Le programme de cette rencontre a changé. Voici ce qui vaut désormais :',
  'mail.update.answer-stays': 'Votre réponse reste inchangée, sauf si vous la modifiez.',

  'mail.refresh.subject': 'Comme prévu : {title}',
  'mail.refresh.news': 'Votre calendrier a demandé le programme de cette rencontre. Voici où il en est :',

  'mail.cancellation.subject': 'Annulation : {title}',
  'mail.cancellation.news': 'Cette rencontre est annulée. Vous n’avez rien à faire.',

  'mail.promotion.subject': 'Vous avez une place : {title}',
  'mail.promotion.news': 'Une place s’est libérée et elle est à vous : nous vous attendons.',
  'mail.promotion.give-back':
    'Si vous ne pouvez finalement pas venir, indiquez-le sur cette page : la place ira à quelqu’un de la liste d’attente.',

  'mail.sign-in.subject': 'Votre lien de connexion à Acquaint',
  'mail.sign-in.heading': 'Se connecter à Acquaint',
  'mail.sign-in.once': {
    one: 'Le lien fonctionne une seule fois, pendant {count} minute.',
    many: 'Le lien fonctionne une seule fois, pendant {count} de minutes.',
    other: 'Le lien fonctionne une seule fois, pendant {count} minutes.',
  },
  'mail.sign-in.asked': 'Quelqu’un, vous sans doute, a demandé à se connecter avec cette adresse.',
  'mail.sign-in.button': 'Se connecter',
  'mail.sign-in.not-you':
    'Si ce n’était pas vous, ne faites rien : sans ce lien, personne ne peut entrer. Ne transférez pas ce message.',

  'mail.label': '{label} :',

  'agenda.heading': 'Déroulement',
  'agenda.minutes': { one: '{count} min', many: '{count} min', other: '{count} min' },

  'calendar.answer': 'Merci de répondre par le lien de votre message d’invitation.',
};
