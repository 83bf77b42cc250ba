import type { Catalogue } from './catalogue.ts';

/** Modern Standard Arabic: the polite plural, which suits women and men alike. */
export const ar: Catalogue<'zero' | 'one' | 'two' | 'few' | 'many' | 'other'> = {
  'acquaint.purpose': 'يجمع Acquaint بين أشخاص لم يسبق لهم أن التقوا.',

  'facts.when': 'الموعد',
  'facts.where': 'المكان',
  'facts.online': 'عبر الإنترنت',
  'facts.reason': 'سبب دعوتكم',

  'mail.from': '{host} عبر Acquaint',
  'mail.personal': 'الروابط في هذه الرسالة خاصة بكم وحدكم: كل من يحصل عليها يستطيع الرد باسمكم.',
  'mail.stop': 'إيقاف الدعوات',
  'mail.see-answer': 'الاطلاع على ردكم أو تغييره',

  'mail.invitation.subject': 'دعوة: {title}',
  'mail.invitation.by-host': 'هذه دعوة لكم من {host}.',
  'mail.invitation.by-nobody': 'هذه دعوة لكم.',
  'mail.invitation.question': 'ما الذي يمكنكم تقديمه للآخرين، وما الذي يمكنكم تعلمه منهم؟',
  'mail.invitation.answer': 'الرد على هذه الدعوة',
  'mail.invitation.choices': 'يمكنكم الرد بنعم أو ربما أو لا.',
  'mail.invitation.places': {
    zero: 'لا توجد أماكن شاغرة، ومن يرد بنعم يُدرج في قائمة الانتظار.',
    one: 'يوجد مكان واحد، ومن يرد بنعم بعد شغله يُدرج في قائمة الانتظار.',
    two: 'يوجد مكانان، ومن يرد بنعم بعد شغلهما يُدرج في قائمة الانتظار.',
    few: 'توجد {count} أماكن، ومن يرد بنعم بعد شغلها يُدرج في قائمة الانتظار.',
    many: 'يوجد {count} مكانًا، ومن يرد بنعم بعد شغلها يُدرج في قائمة الانتظار.',
    other: 'يوجد {count} مكان، ومن يرد بنعم بعد شغلها يُدرج في قائمة الانتظار.',
  },
  'mail.invitation.change': 'ويمكنكم تغيير ردكم حتى بداية اللقاء.',
  'mail.invitation.others': 'مدعوون أيضًا',
  'mail.invitation.units': 'من فرق أخرى: {names}',
  'mail.invitation.locations': 'من مواقع أخرى: {names}',
  'mail.invitation.more-names': '{names} وغيرها',

  'mail.update.subject': 'تعديل: {title}',
  'mail.update.news': 'تغيرت خطة هذا اللقاء، والمعتمد من الآن هو ما يلي:',
  'mail.update.answer-stays': 'يبقى ردكم كما هو ما لم تغيروه.',

  'mail.refresh.subject': 'كما هو مقرَّر: {title}',
  'mail.refresh.news': 'طلب تقويمكم تفاصيل هذا اللقاء، وهي كما يلي:',

  'mail.cancellation.subject': 'إلغاء: {title}',
  'mail.cancellation.news': 'أُلغي هذا اللقاء، ولا حاجة إلى أي إجراء من جانبكم.',

  'mail.promotion.subject': 'أصبح لكم مكان: {title}',
  'mail.promotion.news': 'شغر مكان وأصبح لكم: نحن في انتظاركم.',
  'mail.promotion.give-back':
    'إذا تعذر عليكم الحضور، يُرجى بيان ذلك هناك ليُمنح المكان لأحد المدرجين في قائمة الانتظار.',

  'mail.sign-in.subject': 'رابط الدخول إلى Acquaint',
  'mail.sign-in.heading': 'الدخول إلى Acquaint',
  'mail.sign-in.once': {
    zero: 'يعمل الرابط مرة واحدة فقط، ولأقل من دقيقة.',
    one: 'يعمل الرابط مرة واحدة فقط، خلال دقيقة واحدة.',
    two: 'يعمل الرابط مرة واحدة فقط، خلال دقيقتين.',
    few: 'يعمل الرابط مرة واحدة فقط، خلال {count} دقائق.',
    many: 'يعمل الرابط مرة واحدة فقط، خلال {count} دقيقة.',
    other: 'يعمل الرابط مرة واحدة فقط، خلال {count} دقيقة.',
  },
  'mail.sign-in.asked': 'وردنا طلب للدخول بهذا العنوان، ونظن أنه منكم.',
  'mail.sign-in.button': 'الدخول',
  'mail.sign-in.not-you':
    'إن لم يكن الطلب منكم فلا داعي لأي إجراء: لا يدخل أحد من دون الرابط. يُرجى عدم إعادة توجيه هذه الرسالة.',

  'mail.label': '{label}:',

  'agenda.heading': 'جدول الأعمال',
  'agenda.minutes': {
    zero: '{count} د',
    one: '{count} د',
    two: '{count} د',
    few: '{count} د',
    many: '{count} د',
    other: '{count} د',
  },

  'calendar.answer': 'يُرجى الرد عبر الرابط الوارد في رسالة الدعوة.',
};
