import type { Catalogue } from './catalogue.ts';

/** Spanish: polite `usted`, and sentences that suit everybody. */
export const es: Catalogue<'one' | 'many' | 'other'> = {
  'acquaint.purpose': 'Acquaint reúne a personas que todavía no se conocen.',

  'facts.when': 'Cuándo',
  'facts.where': 'Dónde',
  'facts.online': 'En línea',
  'facts.reason': 'Por qué usted',

  'mail.from': '{host} a través de Acquaint',
  'mail.personal':
    'Los enlaces de este mensaje son personales: quien los tenga puede responder en su nombre.',
  'mail.stop': 'No recibir más invitaciones',
  'mail.see-answer': 'Ver o cambiar su respuesta',

  'mail.invitation.subject': 'Invitación: {title}',
  'mail.invitation.by-host': 'Recibe una invitación de {host}.',
  'mail.invitation.by-nobody': 'Tiene una invitación.',
  'mail.invitation.question': '¿Qué podría ofrecer a las demás personas y qué podría aprender de ellas?',
  'mail.invitation.answer': 'Responder a esta invitación',
  'mail.invitation.choices': 'Responda sí, quizás o no.',
  'mail.invitation.places': {
    one: 'Hay {count} plaza; después, un sí pasa a la lista de espera.',
    many: 'Hay {count} de plazas; después, un sí pasa a la lista de espera.',
    other: 'Hay {count} plazas; después, un sí pasa a la lista de espera.',
  },
  'mail.invitation.change': 'Puede cambiar su respuesta hasta que comience el encuentro.',
  'mail.invitation.others': 'También reciben invitación',
  'mail.invitation.units': 'De otros equipos: {names}',
  'mail.invitation.locations': 'De otras sedes: {names}',
  'mail.invitation.more-names': '{names}, entre otros',

  'mail.update.subject': 'Cambio: {title}',
  'mail.update.news': 'El plan de este encuentro ha cambiado. A partir de ahora vale lo siguiente:',
  'mail.update.answer-stays': 'Su respuesta sigue igual mientras no la cambie.',

  'mail.refresh.subject': 'Según lo previsto: {title}',
  'mail.refresh.news': 'Su calendario ha pedido los datos de este encuentro. Así están ahora:',

  'mail.cancellation.subject': 'Cancelación: {title}',
  'mail.cancellation.news': 'Este encuentro se ha cancelado. No tiene que hacer nada.',

  'mail.promotion.subject': 'Tiene una plaza: {title}',
  'mail.promotion.news': 'Ha quedado libre una plaza y es suya: contamos con su presencia.',
  'mail.promotion.give-back':
    'Si finalmente no puede asistir, indíquelo en esa página y la plaza pasará a alguien de la lista de espera.',

  'mail.sign-in.subject': 'Su enlace para entrar en Acquaint',
  'mail.sign-in.heading': 'Entrar en Acquaint',
  'mail.sign-in.once': {
    one: 'El enlace funciona una sola vez, durante {count} minuto.',
    many: 'El enlace funciona una sola vez, durante {count} de minutos.',
    other: 'El enlace funciona una sola vez, durante {count} minutos.',
  },
  'mail.sign-in.asked': 'Alguien, suponemos que usted, ha pedido entrar con esta dirección.',
  'mail.sign-in.button': 'Entrar',
  'mail.sign-in.not-you':
    'Si no ha sido usted, no haga nada: sin el enlace nadie puede entrar. No reenvíe este mensaje.',

  'mail.label': '{label}:',

  'agenda.heading': 'Programa',
  'agenda.minutes': { one: '{count} min', many: '{count} min', other: '{count} min' },

  'calendar.answer': 'Responda mediante el enlace de su mensaje de invitación.',
};
