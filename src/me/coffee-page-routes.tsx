import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { signedIn, toSignIn } from '../accounts/signed-in.ts';
import type { Person } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { Id, IdParams } from '../http/schemas.ts';
import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { sendPage } from '../pages/layout.tsx';
import { allowAgain, keepFrom, keptFromBy } from '../people/do-not-match.ts';
import { changeMembership } from '../programmes/change-membership.ts';
import type { CoffeeChoices } from '../programmes/formats/coffee.ts';
import { lockProgramme, programmeFor, programmesFor } from '../programmes/queries.ts';
import { CoffeePage, type CoffeePageProps } from './coffee-page.tsx';

const hide = true;
const Written = Type.String({ default: '', maxLength: 5_000 });
const ChoicesBody = Type.Object({
  way: Written,
  tableSizeMax: Written,
  workFrom: Written,
  workTo: Written,
  languages: Written,
  shared: Type.Union([Type.Array(Type.String()), Type.String()], { default: [] }),
  more: Written,
});
const ApartBody = Type.Object({
  email: Written,
  remove: Type.Union([Id, Type.Literal('')], { default: '' }),
});

/** The page on which somebody chooses how they take part in coffee trials. Needs form bodies. */
export function coffeePages(app: App, deps: Deps): void {
  app.get('/me/coffee', {
    schema: { hide, querystring: Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }) },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      return sendCoffee(reply, deps, person, { saved: request.query.done === 'saved' });
    },
  });

  app.post('/me/coffee/apart', {
    schema: { hide, body: ApartBody },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const { email, remove } = request.body;
      const { id: personId } = person;
      if (remove !== '') {
        await deps.db.transaction((tx) => allowAgain(tx, { personId, otherId: remove }));
        return reply.redirect('/me/coffee?done=saved', 303);
      }
      const kept = await deps.db.transaction((tx) =>
        keepFrom(tx, { personId, other: { email } }, deps.now()),
      );
      if (kept === 'kept' || kept === 'was-kept') return reply.redirect('/me/coffee?done=saved', 303);
      return sendCoffee(reply, deps, person, { problem: kept }, 422);
    },
  });

  app.post('/me/coffee/:id', {
    schema: { hide, params: IdParams, body: ChoicesBody },
    handler: async (request, reply) => {
      const person = await signedIn(request, deps);
      if (!person) return toSignIn(reply);
      const { id } = request.params;
      const settings = choicesOf(request.body);
      const outcome = await deps.db.transaction(async (tx) => {
        await lockProgramme(tx, id);
        const row = await programmeFor(tx, person.id, id);
        if (row?.programme.format !== 'coffee') return 'no-member';
        return changeMembership(tx, { row, personId: person.id, settings });
      });
      if (typeof outcome === 'object') return sendCoffee(reply, deps, person, { wrong: id }, 422);
      return reply.redirect(outcome === 'changed' ? '/me/coffee?done=saved' : '/me/coffee', 303);
    },
  });
}

/** What the form sends as choices; what does not fit is told by the schema of the choices. */
function choicesOf(form: Record<keyof CoffeeChoices | 'more', string | string[]>): Record<string, unknown> {
  const lines = (text: string | string[], by: string) => {
    const parts = [text].flat().flatMap((one) => one.split(by));
    return [...new Set(parts.map((one) => one.trim()).filter((one) => one !== ''))];
  };
  const { way, workFrom, workTo, tableSizeMax, languages, shared, more } = form;
  return {
    way,
    workFrom,
    workTo,
    tableSizeMax: tableSizeMax === '' ? null : Number(tableSizeMax),
    languages: lines(languages, ',').map((one) => one.toLowerCase()),
    shared: [...new Set([...[shared].flat(), ...lines(more, '\n')])],
  };
}

async function sendCoffee(
  reply: FastifyReply,
  deps: Deps,
  person: Person,
  shown: Pick<CoffeePageProps, 'saved' | 'wrong' | 'problem'>,
  status = 200,
): Promise<FastifyReply> {
  const [programmes, apart] = await Promise.all([
    programmesFor(deps.db, person.id, deps.now()),
    keptFromBy(deps.db, person.id),
  ]);
  const trials = programmes.flatMap(({ programme: { id, format }, series, membership }) =>
    format === 'coffee' && membership
      ? [{ id, title: series.plan.title, choices: membership.settings as CoffeeChoices }]
      : [],
  );
  const language = languageOf(person);
  const speech = speak(language);
  return sendPage(reply, {
    title: speech.say('coffee.me.title'),
    language,
    status,
    // Its forms act under a session, which asks browsers for the origin of their page.
    referrer: 'same-origin',
    children: <CoffeePage speech={speech} person={person} trials={trials} apart={apart} {...shown} />,
  });
}
