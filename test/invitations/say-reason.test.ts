import t from 'tap';

import { invitations } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { keptReason, reasonFor } from '../../src/invitations/say-reason.ts';
import { LANGUAGES } from '../../src/languages/languages.ts';
import { speak } from '../../src/languages/speak.ts';
import { addGathering, addInvitations, addPeople } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

t.test('a reason is said in each language, names set apart where they run the other way', async (t) => {
  const kept = keptReason([
    { kind: 'alone-from', names: ['Opérations', 'Lima'] },
    { kind: 'not-invited-lately' },
  ]);
  const said = LANGUAGES.map((language) => reasonFor(kept, speak(language)).text);
  t.strictSame(said, [
    'Nobody else is from Opérations or Lima; no invitation in the last 12 months',
    'Personne d’autre ne représente Opérations ou Lima\u202f; aucune invitation au cours des 12 derniers mois',
    'Nadie más representa a Opérations o Lima; ninguna invitación en los últimos 12 meses',
    'لا أحد غيركم من \u2068Opérations\u2069 أو \u2068Lima\u2069؛ لم تصلكم دعوة في الأشهر الاثني عشر الماضية',
  ]);
  t.equal(kept.reason, said[0], 'what is kept for the API is English');
});

t.test('every clause has its words', async (t) => {
  const english = [
    keptReason([{ kind: 'by-name' }]),
    keptReason([{ kind: 'met-nobody' }]),
    keptReason([{ kind: 'met-nobody-from', location: 'Lima' }]),
    keptReason([{ kind: 'from', unit: 'Audit', location: 'Lima' }]),
  ];
  t.strictSame(
    english.map(({ reason }) => reason),
    [
      'Invited by the organiser',
      'No meeting with the others so far',
      'No meeting with the others from Lima so far',
      'From Audit in Lima',
    ],
  );
});

t.test('a sentence that was kept alone is shown as English', async (t) => {
  const old = { reason: 'From Audit in Lima', reasonParts: null };
  t.strictSame(reasonFor(old, speak('fr')), { text: 'From Audit in Lima', language: 'en' });
  t.strictSame(reasonFor(old, speak('en')), { text: 'From Audit in Lima' });
});

t.test('page and API: the reader’s language there, English here, for a draw and by name', async (t) => {
  const { app, call, deps } = await createApp(t);
  const [ana, ben] = await addPeople(deps, [
    { preferredLanguage: 'es', unit: 'Audit', location: 'Lima' },
    { preferredLanguage: 'fr', unit: 'Finance', location: 'Porto' },
  ]);
  const gathering = await addGathering(deps, { hostId: null });
  const path = `/api/v1/gatherings/${gathering.id}`;
  const drawn = (await call('POST', `${path}/draw`, { places: 1, seed: 1 })).json().invitees;
  t.strictSame(Object.keys(drawn[0]), ['personId', 'reason']);
  await call('POST', `${path}/invitations`, { places: 1, seed: 1 });
  await call('POST', `${path}/invitations`, { personIds: [ana?.id, ben?.id] });
  const rows = await deps.db.select().from(invitations).orderBy(invitations.id);
  const reasons = new Map(rows.map((row) => [row.personId, row.reason]));
  t.equal(reasons.size, 2);
  t.equal(reasons.get(drawn[0].personId), drawn[0].reason, 'as the preview told');
  const tokens = await issueTokens(
    deps.db,
    rows.map(({ id }) => id),
    deps.now(),
  );
  for (const { id, personId } of rows) {
    const { body } = await app.inject(`/r/${tokens.get(id)?.answer}`);
    const wasDrawn = personId === drawn[0].personId;
    const french = wasDrawn
      ? '<p>Personne d’autre ne représente Finance ou Porto'
      : '<p>Invitation de l’équipe';
    const spanish = wasDrawn ? '<p>Nadie más representa a Audit o Lima' : '<p>Invitación de la organización.';
    t.match(body, personId === ben?.id ? french : spanish);
    t.notMatch(body, 'lang="en">N');
  }
});

t.test('an old invitation shows its sentence, marked as English', async (t) => {
  const { app, deps } = await createApp(t);
  const people = await addPeople(deps, [{ preferredLanguage: 'ar' }]);
  const [invitation] = await addInvitations(deps, await addGathering(deps), people);
  const id = invitation?.id ?? '';
  const token = (await issueTokens(deps.db, [id], deps.now())).get(id)?.answer;
  t.match((await app.inject(`/r/${token}`)).body, '<p><bdi lang="en">First from Finance.</bdi></p>');
});
