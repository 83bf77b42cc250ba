import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { signedIn } from '../accounts/signed-in.ts';
import type { Tx } from '../db/connect.ts';
import type { Gathering } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { requestLimiter } from '../http/rate-limits.ts';
import { requestLanguage } from '../http/request-language.ts';
import { OneOf, Strict } from '../http/schemas.ts';
import { languageOf } from '../languages/language-of.ts';
import { speak } from '../languages/speak.ts';
import { LanguageQuery, sendPage } from '../pages/layout.tsx';
import { createLinkGuard, tokenHashOf } from '../pages/link-guard.ts';
import { findPerson, findPersonByEmail } from '../people/queries.ts';
import { admit } from './admit.ts';
import { isDoorOpen } from './door-hours.ts';
import { PhonePage, type PhonePageProps } from './phone-page.tsx';
import { gatheringOfDoor, lockGatheringOfDoor } from './queries.ts';
import { type WalkInOutcome, walkIn } from './walk-in.ts';

/** A full hall checks in from behind one address; more than this tries addresses. */
const CHECK_INS_PER_MINUTE_MAX = 60;

const params = Type.Object({ token: Type.String({ description: 'The secret of a door' }) });
const querystring = Type.Object({ lang: LanguageQuery });
const Written = Type.String({ default: '', maxLength: 400 });
const PhoneForm = Strict({
  action: OneOf('me', 'invited', 'walk-in'),
  name: Written,
  email: Written,
  unit: Written,
  location: Written,
});
const hide = true;

/** `/d/{token}`, what the QR code at the door leads to: GET shows, POST checks in. */
export function phonePageRoutes(app: App, deps: Deps): void {
  const guard = createLinkGuard(app);
  const limit = app.hasDecorator('createRateLimit')
    ? requestLimiter(app, { max: CHECK_INS_PER_MINUTE_MAX })
    : null;

  app.get('/d/:token', {
    schema: { hide, params, querystring },
    handler: async (request, reply) => {
      const { token } = request.params;
      const tokenHash = tokenHashOf(token);
      const gathering = tokenHash && (await gatheringOfDoor(deps.db, tokenHash));
      if (!gathering || !isDoorOpen(gathering, deps.now())) throw await guard(request);
      return sendPhonePage(request, reply, gathering, {});
    },
  });

  app.post('/d/:token', {
    schema: { hide, params, querystring, body: PhoneForm },
    handler: async (request, reply) => {
      await limit?.(request);
      const tokenHash = tokenHashOf(request.params.token);
      if (!tokenHash) throw await guard(request);
      const { action, ...stranger } = request.body;
      const me = action === 'me' ? await signedIn(request, deps) : null;
      const now = deps.now();
      const done = await deps.db.transaction(async (tx) => {
        const gathering = await lockGatheringOfDoor(tx, tokenHash);
        if (!gathering || !isDoorOpen(gathering, now)) return null;
        if (action === 'walk-in') return { gathering, ...(await walkIn(tx, { gathering, stranger }, now)) };
        const personId = me?.id ?? (action === 'invited' ? await idOf(tx, stranger.email) : null);
        if (personId === null) return { gathering, outcome: 'no-person' as const };
        const invitedOnly = action === 'invited';
        return { gathering, ...(await admit(tx, { gathering, personId, invitedOnly }, now)) };
      });
      if (!done) throw await guard(request);
      const result = resultOf(done, action);
      const problems = done.outcome === 'impossible' ? done.problems : [];
      return sendPhonePage(request, reply, done.gathering, {
        result,
        status: result === 'welcome' ? 200 : 422,
        ...(action === 'walk-in' ? { walkIn: { written: stranger, problems } } : {}),
      });
    },
  });

  type Shown = Pick<PhonePageProps, 'result' | 'walkIn'> & { status?: number };

  async function sendPhonePage(
    request: FastifyRequest<{ Params: { token: string } }>,
    reply: FastifyReply,
    gathering: Gathering,
    { status = 200, ...shown }: Shown,
  ): Promise<FastifyReply> {
    const person = await signedIn(request, deps);
    const host = gathering.hostId === null ? null : await findPerson(deps.db, gathering.hostId);
    const language = person ? languageOf(person) : requestLanguage(request);
    const speech = speak(language);
    const { token } = request.params;
    const props = { gathering, token, speech, person, hostName: host?.name ?? null, ...shown };
    return sendPage(reply, {
      title: speech.say('room.phone.check-in'),
      language,
      choice: person === null,
      status,
      // Its button for whoever is signed in acts under a session, which asks browsers for the origin of their page.
      referrer: 'same-origin',
      children: <PhonePage {...props} />,
    });
  }
}

async function idOf(tx: Tx, email: string): Promise<string | null> {
  return (await findPersonByEmail(tx, email.trim()))?.id ?? null;
}

/** What the phone says: by address alone nobody learns who is known, who is invited or whether the room is full. */
function resultOf({ outcome }: WalkInOutcome, action: string): NonNullable<PhonePageProps['result']> {
  if (outcome === 'admitted') return 'welcome';
  if (outcome === 'impossible') return 'refused';
  return outcome === 'full' && action !== 'invited' ? 'full' : 'ask';
}
