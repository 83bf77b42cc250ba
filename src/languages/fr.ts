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

  'page.skip': 'Aller au contenu',
  'page.language': 'Langue',

  'facts.your-time': 'Votre heure',
  'facts.local-time': 'Heure locale',

  'answer.for': 'Une invitation pour {address}',
  'answer.accept': 'Je viendrai',
  'answer.maybe': 'Peut-être',
  'answer.decline': 'Je ne peux pas venir',
  'answer.thanks': 'Merci. {standing}',
  'answer.mistake': 'Cette réponse n’existe pas. Choisissez l’un des boutons ci-dessous.',
  'answer.cancelled': 'Cette rencontre est annulée.',
  'answer.nothing-to-answer': 'Il n’y a plus rien à répondre.',
  'answer.none.now': 'Viendrez-vous ?',
  'answer.none.next': 'Vous pouvez modifier votre réponse ici jusqu’au début de la rencontre.',
  'answer.accepted.now': 'Vous viendrez.',
  'answer.accepted.next':
    'Vous n’avez plus rien à faire. Si vos projets changent, modifiez votre réponse ici, afin que quelqu’un d’autre obtienne la place.',
  'answer.waitlisted.now': 'Vous êtes sur la liste d’attente.',
  'answer.waitlisted.next':
    'Toutes les places sont prises. Une place qui se libère va à la personne qui complète le mieux le groupe ; un message vous prévient quand elle est à vous.',
  'answer.tentative.now': 'Vous viendrez peut-être.',
  'answer.tentative.next':
    'Aucune place ne vous est encore réservée. Revenez accepter dès que vous le saurez.',
  'answer.declined.now': 'Vous ne viendrez pas.',
  'answer.declined.next':
    'Merci de nous l’avoir dit. Vous pouvez encore modifier votre réponse jusqu’au début de la rencontre.',
  'answer.join': 'Participer en ligne',
  'answer.coming': 'Qui vient',
  'answer.coming-from': 'Des personnes de {units}, qui travaillent à {locations}.',
  'answer.happens': 'Ce qui se passera',

  'unsubscribe.title': 'Invitations',
  'unsubscribe.stopped': 'Vous ne recevrez plus d’invitations',
  'unsubscribe.stopped-what':
    'Nous n’inviterons plus {address} à des rencontres. Vous recevrez encore des nouvelles de celles que vous avez acceptées.',
  'unsubscribe.resume': 'Recevoir de nouveau des invitations',
  'unsubscribe.ask': 'Ne plus recevoir d’invitations ?',
  'unsubscribe.ask-what':
    'Nous n’inviterions plus {address} à des rencontres. Vous pourrez revenir ici à tout moment sur ce choix.',
  'unsubscribe.stop': 'Ne plus recevoir d’invitations',

  'sign-in.title': 'Connexion',
  'sign-in.by-link': 'Pas de mot de passe : nous vous envoyons un lien.',
  'sign-in.address': 'Votre adresse professionnelle',
  'sign-in.mail-me': 'M’envoyer un lien',
  'sign-in.look': 'Consultez votre messagerie',
  'sign-in.on-its-way': {
    one: 'Si l’adresse figure dans l’annuaire, un lien de connexion est en route. Il fonctionne une seule fois, pendant {count} minute.',
    many: 'Si l’adresse figure dans l’annuaire, un lien de connexion est en route. Il fonctionne une seule fois, pendant {count} de minutes.',
    other:
      'Si l’adresse figure dans l’annuaire, un lien de connexion est en route. Il fonctionne une seule fois, pendant {count} minutes.',
  },
  'sign-in.nothing-came':
    'Rien n’est arrivé ? Vérifiez l’orthographe et les courriers indésirables, puis redemandez un lien dans un quart d’heure.',
  'sign-in.ask-again': 'Demander un nouveau lien',
  'sign-in.press': 'Appuyez sur le bouton pour vous connecter dans ce navigateur.',
  'sign-in.dead': 'Ce lien ne fonctionne pas',
  'sign-in.open-from-mail': 'Ouvrez le lien du message et appuyez sur le bouton qui s’y trouve.',

  'me.title': 'Votre page',
  'me.hello': 'Bonjour, {name}',
  'me.struck-out': 'La rencontre est effacée. L’autre personne n’en est pas informée.',
  'me.saved': 'C’est enregistré.',
  'me.coming-up': 'À venir',
  'me.nothing-coming-up': 'Rien pour le moment. Les invitations arrivent par courriel.',
  'me.answer.none': 'Vous n’avez pas encore répondu ; les boutons sont dans votre message d’invitation.',
  'me.answer.accepted': 'Vous avez dit que vous viendrez.',
  'me.answer.declined': 'Vous avez dit que vous ne viendrez pas.',
  'me.answer.tentative': 'Vous avez dit peut-être.',
  'me.answer.waitlisted': 'Vous êtes sur la liste d’attente.',
  'me.cancelled': 'Annulée : elle n’aura pas lieu.',
  'me.join': 'Participer à {title}',
  'me.met': 'Qui vous avez rencontré',
  'me.met-nobody':
    'Personne pour l’instant. La liste se remplit quand vous partagez une petite table avec d’autres.',
  'me.met-how':
    'Vous étiez à la même petite table. Effacez ce qui ne doit pas être conservé : c’est immédiat, sans motif à donner, et l’autre personne n’en est pas informée.',
  'me.strike-out': 'Effacer',
  'me.earlier': 'Rencontres antérieures',
  'me.not-met': 'Les unités que vous ne connaissez pas encore',
  'me.break': 'Une pause dans les invitations',
  'me.break-rule':
    'Ces jours-là, le tirage ne vous propose aucune rencontre. Laissez un champ vide pour y mettre fin. L’équipe organisatrice voit ces jours, pas vos collègues.',
  'me.pausedUntil': 'Pas d’invitations jusqu’à ce jour inclus',
  'me.awayFrom': 'En absence à partir du',
  'me.awayUntil': 'En absence jusqu’au, ce jour inclus',
  'me.no-such-day': 'Ce jour doit exister et se situer entre les années {first} et {last}.',
  'me.ends-before-it-begins': 'Ce jour ne doit pas précéder le premier jour d’absence.',
  'me.save': 'Enregistrer',
  'me.language': 'Langue des messages et des pages',
  'me.language-by-itself': 'Comme dans l’annuaire',
  'me.change-language': 'Changer de langue',
  'me.kept': 'Ce qui est conservé à votre sujet',
  'me.address': 'Adresse',
  'me.unit': 'Unité',
  'me.location': 'Site',
  'me.in-zone': '{location} ({timeZone})',
  'me.file':
    'Le fichier contient tout : votre fiche dans l’annuaire, les invitations et les réponses, les arrivées, les places à table, les messages et qui vous avez rencontré. Vous seul·e pouvez l’ouvrir.',
  'me.download': 'Télécharger vos données',
  'me.sign-out': 'Se déconnecter',

  'front.title': 'Bienvenue',
  'front.heading': 'Rencontrez celles et ceux que vous n’auriez pas rencontrés',
  'front.what':
    'Acquaint organise les rencontres informelles qui tissent des liens au sein d’une organisation : réunions générales, entraide entre pairs, foires aux savoirs, cafés et bien d’autres. Il mêle à dessein les unités et les sites, au moment d’inviter comme au moment de former les tables. Il retient qui a rencontré qui, pour que la fois suivante réunisse d’autres personnes, et il ne classe jamais personne.',
  'front.docs': 'Documentation de l’API',
  'front.mailbox': 'Boîte de réception',
  'front.no-mail-server':
    'Aucun serveur de messagerie n’est configuré : chaque message reste dans la boîte de réception de ce service, qui s’ouvre sur la machine où il tourne.',

  'problem.bad-json': 'Le corps n’est pas du JSON valide',
  'problem.bad-request': 'La requête est mal formée',
  'problem.validation-failed': 'La requête ne correspond pas au schéma',
  'problem.bad-cursor': 'Ce curseur ne vient pas de cette liste',
  'problem.unauthenticated': 'Une connexion est nécessaire',
  'problem.forbidden': 'Vous n’avez pas ce droit',
  'problem.cross-site-request': 'Une requête venue d’un autre site ne peut rien modifier',
  'problem.not-found': 'Il n’y a rien ici',
  'problem.method-not-allowed': 'Cette méthode n’est pas permise ici',
  'problem.request-timeout': 'La requête a mis trop de temps à arriver',
  'problem.conflict': 'L’état actuel ne le permet pas',
  'problem.email-taken': 'Cette adresse appartient à quelqu’un d’autre',
  'problem.gathering-not-open': 'La rencontre n’est plus ouverte',
  'problem.gathering-not-started': 'La rencontre n’a pas encore commencé',
  'problem.idempotency-in-flight': 'Une requête avec cette Idempotency-Key est encore en cours',
  'problem.too-large': 'Le corps est trop volumineux',
  'problem.unsupported-media-type': 'Ce type de média n’est pas compris ici',
  'problem.idempotency-key-reused': 'Cette Idempotency-Key a servi à une autre requête',
  'problem.impossible': 'Les données sont bien formées mais impossibles',
  'problem.headers-too-large': 'Les en-têtes sont trop volumineux',
  'problem.too-many-requests': 'Trop de requêtes',
  'problem.internal': 'Une erreur s’est produite de notre côté',
  'problem.unavailable': 'Le service ne peut pas répondre pour le moment',

  'link.dead':
    'Ce lien n’est pas actif. Il est peut-être incomplet, ou la rencontre a commencé. Ouvrez-le de nouveau depuis le message le plus récent.',
  'link.wait': {
    one: 'Attendez {count} seconde, puis ouvrez de nouveau le lien de votre message.',
    many: 'Attendez {count} de secondes, puis ouvrez de nouveau le lien de votre message.',
    other: 'Attendez {count} secondes, puis ouvrez de nouveau le lien de votre message.',
  },
};
