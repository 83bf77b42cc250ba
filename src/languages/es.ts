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

  'page.skip': 'Ir al contenido',
  'page.language': 'Idioma',

  'facts.your-time': 'Su hora',
  'facts.local-time': 'Hora local',

  'answer.for': 'Una invitación para {address}',
  'answer.accept': 'Asistiré',
  'answer.maybe': 'Quizás',
  'answer.decline': 'No puedo asistir',
  'answer.thanks': 'Gracias. {standing}',
  'answer.mistake': 'Esa no es una de las respuestas. Elija uno de los botones siguientes.',
  'answer.cancelled': 'Este encuentro se ha cancelado.',
  'answer.nothing-to-answer': 'Ya no hay nada que responder.',
  'answer.none.now': '¿Asistirá?',
  'answer.none.next': 'Puede cambiar su respuesta aquí hasta que comience el encuentro.',
  'answer.accepted.now': 'Usted asistirá.',
  'answer.accepted.next':
    'No tiene que hacer nada más. Si cambian sus planes, cambie aquí su respuesta para que otra persona obtenga la plaza.',
  'answer.waitlisted.now': 'Está en la lista de espera.',
  'answer.waitlisted.next':
    'Todas las plazas están ocupadas. La que quede libre irá a quien mejor complete el grupo; recibirá un mensaje cuando sea suya.',
  'answer.tentative.now': 'Quizás asista.',
  'answer.tentative.next': 'Todavía no tiene una plaza reservada. Vuelva y acepte en cuanto lo sepa.',
  'answer.declined.now': 'Usted no asistirá.',
  'answer.declined.next':
    'Gracias por decirlo. Aún puede cambiar su respuesta hasta que comience el encuentro.',
  'answer.join': 'Participar en línea',
  'answer.coming': 'Quién asiste',
  'answer.coming-from': 'Personas de {units} que trabajan en {locations}.',
  'answer.happens': 'Qué sucederá',

  'unsubscribe.title': 'Invitaciones',
  'unsubscribe.stopped': 'No recibirá más invitaciones',
  'unsubscribe.stopped-what':
    'Ya no invitaremos a {address} a encuentros. Seguirá recibiendo novedades de los que haya aceptado.',
  'unsubscribe.resume': 'Volver a recibir invitaciones',
  'unsubscribe.ask': '¿Dejar de recibir invitaciones?',
  'unsubscribe.ask-what':
    'Ya no invitaríamos a {address} a encuentros. Puede deshacerlo aquí en cualquier momento.',
  'unsubscribe.stop': 'No recibir más invitaciones',

  'sign-in.title': 'Entrar',
  'sign-in.by-link': 'No hay contraseña: le enviamos un enlace por correo.',
  'sign-in.address': 'Su dirección de trabajo',
  'sign-in.mail-me': 'Enviarme un enlace',
  'sign-in.look': 'Mire su correo',
  'sign-in.on-its-way': {
    one: 'Si la dirección está en el directorio, un enlace para entrar va en camino. Funciona una sola vez, durante {count} minuto.',
    many: 'Si la dirección está en el directorio, un enlace para entrar va en camino. Funciona una sola vez, durante {count} de minutos.',
    other:
      'Si la dirección está en el directorio, un enlace para entrar va en camino. Funciona una sola vez, durante {count} minutos.',
  },
  'sign-in.nothing-came':
    '¿No ha llegado nada? Revise la dirección y la carpeta de correo no deseado, y vuelva a pedirlo dentro de un cuarto de hora.',
  'sign-in.ask-again': 'Pedir otro enlace',
  'sign-in.press': 'Pulse el botón para entrar en este navegador.',
  'sign-in.dead': 'Este enlace no funciona',
  'sign-in.open-from-mail': 'Abra el enlace del mensaje y pulse allí el botón.',

  'me.title': 'Su página',
  'me.hello': 'Hola, {name}',
  'me.struck-out': 'El encuentro se ha borrado. No se informa a la otra persona.',
  'me.saved': 'Guardado.',
  'me.coming-up': 'Próximamente',
  'me.nothing-coming-up': 'Nada por el momento. Las invitaciones llegan por correo.',
  'me.answer.none': 'Todavía no ha respondido; los botones están en su mensaje de invitación.',
  'me.answer.accepted': 'Ha dicho que asistirá.',
  'me.answer.declined': 'Ha dicho que no asistirá.',
  'me.answer.tentative': 'Ha dicho que quizás.',
  'me.answer.waitlisted': 'Está en la lista de espera.',
  'me.cancelled': 'Cancelado: no se celebrará.',
  'me.join': 'Participar en {title}',
  'me.met': 'A quién ha conocido',
  'me.met-nobody':
    'Todavía no hay nadie. La lista se llena cuando comparte una mesa pequeña con otras personas.',
  'me.met-how':
    'Coincidieron en la misma mesa pequeña. Borre lo que no deba conservarse: desaparece de inmediato, sin dar motivo, y no se informa a la otra persona.',
  'me.strike-out': 'Borrar',
  'me.earlier': 'Encuentros anteriores',
  'me.not-met': 'Unidades que aún no conoce',
  'me.break': 'Una pausa en las invitaciones',
  'me.break-rule':
    'En esos días no se le incluye en ningún sorteo. Deje un campo vacío para terminar la pausa. Quienes organizan ven los días; sus colegas, no.',
  'me.pausedUntil': 'Sin invitaciones hasta este día, incluido',
  'me.awayFrom': 'Ausencia desde',
  'me.awayUntil': 'Ausencia hasta, ese día incluido',
  'me.no-such-day': 'Este día debe existir y estar entre los años {first} y {last}.',
  'me.ends-before-it-begins': 'Este día no debe ser anterior al primer día de ausencia.',
  'me.save': 'Guardar',
  'me.language': 'Idioma de los mensajes y las páginas',
  'me.language-by-itself': 'Según el directorio',
  'me.change-language': 'Cambiar de idioma',
  'me.kept': 'Qué se conserva sobre usted',
  'me.address': 'Dirección',
  'me.unit': 'Unidad',
  'me.location': 'Sede',
  'me.in-zone': '{location} ({timeZone})',
  'me.file':
    'El archivo lo contiene todo: su ficha del directorio, las invitaciones y respuestas, las llegadas, los asientos, los mensajes y a quién ha conocido. Solo usted puede abrirlo.',
  'me.download': 'Descargar sus datos',
  'me.sign-out': 'Salir',

  'front.title': 'Le damos la bienvenida',
  'front.heading': 'Conozca a quienes no habría conocido',
  'front.what':
    'Acquaint organiza los encuentros informales que crean vínculos dentro de una organización: asambleas, ayuda entre colegas, ferias del conocimiento, cafés y más. Mezcla a propósito unidades y sedes, tanto al invitar como al formar las mesas. Recuerda quién ha conocido a quién, para que la próxima vez se reúnan personas distintas, y nunca clasifica a nadie.',
  'front.docs': 'Documentación de la API',
  'front.mailbox': 'Buzón',
  'front.no-mail-server':
    'No hay ningún servidor de correo configurado: todos los mensajes quedan en el buzón de este servicio, que se abre en la máquina en la que funciona.',

  'problem.bad-json': 'El cuerpo no es JSON válido',
  'problem.bad-request': 'La petición está mal formada',
  'problem.validation-failed': 'La petición no se ajusta al esquema',
  'problem.bad-cursor': 'El cursor no procede de esta lista',
  'problem.unauthenticated': 'Es necesario identificarse',
  'problem.forbidden': 'No tiene este permiso',
  'problem.cross-site-request': 'Una petición de otro sitio no puede cambiar nada',
  'problem.not-found': 'Aquí no hay nada',
  'problem.method-not-allowed': 'El método no está permitido aquí',
  'problem.request-timeout': 'La petición tardó demasiado en llegar',
  'problem.conflict': 'El estado actual no lo permite',
  'problem.email-taken': 'La dirección pertenece a otra persona',
  'problem.gathering-not-open': 'El encuentro ya no está abierto',
  'problem.gathering-not-started': 'El encuentro aún no ha comenzado',
  'problem.idempotency-in-flight': 'Una petición con esta Idempotency-Key sigue en curso',
  'problem.too-large': 'El cuerpo es demasiado grande',
  'problem.unsupported-media-type': 'Este tipo de contenido no se entiende aquí',
  'problem.idempotency-key-reused': 'Esta Idempotency-Key se usó para otra petición',
  'problem.impossible': 'Los datos están bien formados pero son imposibles',
  'problem.headers-too-large': 'Las cabeceras son demasiado grandes',
  'problem.too-many-requests': 'Demasiadas peticiones',
  'problem.internal': 'Algo ha fallado por nuestra parte',
  'problem.unavailable': 'El servicio no puede responder en este momento',

  'link.dead':
    'Este enlace no está activo. Puede que esté incompleto o que el encuentro haya comenzado. Ábralo de nuevo desde el mensaje más reciente.',
  'link.wait': {
    one: 'Espere {count} segundo y vuelva a abrir el enlace de su mensaje.',
    many: 'Espere {count} de segundos y vuelva a abrir el enlace de su mensaje.',
    other: 'Espere {count} segundos y vuelva a abrir el enlace de su mensaje.',
  },
};
