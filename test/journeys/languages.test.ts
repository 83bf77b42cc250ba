import { eq } from 'drizzle-orm';
import t from 'tap';

import { people } from '../../src/db/schema/index.ts';
import { issueTokens } from '../../src/invitations/issue-tokens.ts';
import { addGathering, addInvitations, addPeople, addSession } from '../fixtures/add-rows.ts';
import { createApp } from '../fixtures/create-app.ts';

const shown = (body: string) => ({
  root: /<html[^>]*>/.exec(body)?.[0],
  heading: /<h1>(.*?)<\/h1>/.exec(body)?.[1],
});

t.test(
  'the pages behind mailed links speak the person’s language, or the one chosen at their foot',
  async (t) => {
    const { app, deps } = await createApp(t);
    const [me] = await addPeople(deps, [{ languages: ['fr-CH'], preferredLanguage: 'ar' }]);
    const gathering = await addGathering(deps, { title: 'Lunch' });
    const [invitation] = await addInvitations(deps, gathering, me ? [me] : []);
    if (!invitation) throw new Error('one invitation');
    const links = (await issueTokens(deps.db, [invitation.id], deps.now())).get(invitation.id);
    const url = `/r/${links?.answer}`;

    const page = await app.inject({ url, headers: { 'accept-language': 'es' } });
    t.equal(page.headers['content-language'], 'ar');
    t.same(shown(page.body), { root: '<html lang="ar" dir="rtl">', heading: '<bdi>Lunch</bdi>' });
    t.match(page.body, 'هل ستحضرون؟');
    t.match(page.body, 'href="?lang=fr" lang="fr" dir="ltr" hreflang="fr">Français</a>');

    const french = await app.inject({
      method: 'POST',
      url: `${url}?lang=fr`,
      payload: 'answer=accepted',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    t.match(french.body, '<html lang="fr" dir="ltr">');
    t.match(french.body, 'Merci. Vous viendrez.');
    t.match(
      (await app.inject({ url: `${url}?lang=tlh` })).body,
      '<html lang="ar"',
      'a language that nobody speaks',
    );

    const leaving = await app.inject({ url: `/u/${links?.unsubscribe}` });
    t.match(shown(leaving.body), { heading: 'إيقاف جميع الدعوات؟' });
  },
);

t.test('pages for nobody in particular speak the browser’s language', async (t) => {
  const { app } = await createApp(t);
  const headings: Record<string, string | undefined> = {};
  for (const url of ['/', '/sign-in', '/r/none', '/sign-in/none', '/nowhere']) {
    const { body } = await app.inject({ url, headers: { 'accept-language': 'es-PE', accept: 'text/html' } });
    t.match(body, '<html lang="es" dir="ltr">', url);
    headings[url] = shown(body).heading;
  }
  t.same(headings, {
    '/': 'Conozca a quienes no habría conocido',
    '/sign-in': 'Entrar',
    '/r/none': 'Aquí no hay nada',
    '/sign-in/none': 'Este enlace no funciona',
    '/nowhere': 'Aquí no hay nada',
  });
  const dead = await app.inject({ url: '/r/none?lang=fr' });
  t.match(dead.body, 'Ce lien n’est pas actif.');
  const unknown = await app.inject({ url: '/nowhere?lang=fr', headers: { accept: 'text/html' } });
  t.match(unknown.body, '<p lang="en" dir="ltr">No route answers GET', 'what is English says so');
});

t.test('somebody chooses their language on their own page', async (t) => {
  const { app, deps } = await createApp(t);
  const [me] = await addPeople(deps, [{ name: 'مريم', languages: ['es'] }]);
  if (!me) throw new Error('one person');
  const { cookie } = await addSession(deps, me);
  const visit = async () => (await app.inject({ url: '/me', headers: { cookie } })).body;
  t.same(shown(await visit()), { root: '<html lang="es" dir="ltr">', heading: 'Hola, <bdi>مريم</bdi>' });

  const choose = (preferredLanguage: string) =>
    app.inject({
      method: 'POST',
      url: '/me/language',
      payload: `preferredLanguage=${preferredLanguage}`,
      headers: {
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
        origin: deps.publicUrl(),
      },
    });
  const stored = async () =>
    (await deps.db.select().from(people).where(eq(people.id, me.id)))[0]?.preferredLanguage;
  t.equal((await choose('ar')).statusCode, 303);
  t.equal(await stored(), 'ar');
  t.same(shown(await visit()), { root: '<html lang="ar" dir="rtl">', heading: 'مرحبًا، مريم' });
  t.equal((await choose('tlh')).statusCode, 400);
  t.equal((await choose('')).statusCode, 303);
  t.equal(await stored(), null, 'back to what the directory says');
});
