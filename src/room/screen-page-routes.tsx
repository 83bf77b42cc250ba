import { Type } from 'typebox';

import { toSignIn } from '../accounts/signed-in.ts';
import type { Deps } from '../deps.ts';
import { plannedRounds } from '../groups/queries.ts';
import type { App } from '../http/app-type.ts';
import { IdParams } from '../http/schemas.ts';
import { pagePolicy, sendPage } from '../pages/layout.tsx';
import { CardsPage } from './cards-page.tsx';
import { COUNTDOWN_HASH } from './countdown.ts';
import { expectedAt, namesOf } from './queries.ts';
import { ringBell } from './ring-bell.ts';
import { roomClock, roundTimes } from './round-times.ts';
import { lockOf, runnerOf } from './runner.ts';
import { ScreenPage } from './screen-page.tsx';

const hide = true;
/** So often the screen comes anew, for seats that changed and browsers without the script. */
const REFRESH_SECONDS = 30;
const NOTICES = ['planned', 'not-planned'] as const;
const ScreenQuery = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) });

/** `/gatherings/{id}/screen` and `/cards`, for those who run the gathering and are signed in. */
export function screenPageRoutes(app: App, deps: Deps): void {
  app.get('/gatherings/:id/screen', {
    schema: { hide, params: IdParams, querystring: ScreenQuery },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const { gathering, speech } = runner;
      const rounds = await plannedRounds(deps.db, gathering.id);
      const clock = roomClock(roundTimes(gathering, rounds), deps.now());
      const shown =
        clock.state === 'over' ? null : rounds.find(({ number }) => number === clock.round.number);
      const tables = shown?.tables ?? [];
      const names = await namesOf(
        deps.db,
        tables.flatMap(({ seats }) => seats),
      );
      const props = {
        gathering,
        speech,
        clock,
        total: rounds.length,
        tables: tables.map(({ number, seats, hostId }) => ({
          number,
          seated: seats.flatMap((id) => {
            const named = names.get(id);
            return named ? [{ ...named, hosts: id === hostId }] : [];
          }),
        })),
        notice: NOTICES.find((notice) => notice === request.query.done),
      };
      reply.header('refresh', `${REFRESH_SECONDS}; url=/gatherings/${gathering.id}/screen`);
      return sendPage(reply, {
        title: gathering.title,
        language: speech.language,
        wide: true,
        referrer: 'same-origin',
        policy: pagePolicy(COUNTDOWN_HASH),
        children: <ScreenPage {...props} />,
      });
    },
  });

  app.post('/gatherings/:id/screen/bell', {
    schema: { hide, params: IdParams },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const isPlanned = await deps.db.transaction(async (tx) => {
        const gathering = await lockOf(tx, runner);
        if (gathering.status !== 'scheduled') return false;
        return ringBell(tx, { gathering, engine: deps.engine }, deps.now());
      });
      const done = isPlanned ? 'planned' : 'not-planned';
      return reply.redirect(`/gatherings/${runner.gathering.id}/screen?done=${done}`, 303);
    },
  });

  app.get('/gatherings/:id/cards', {
    schema: { hide, params: IdParams },
    handler: async (request, reply) => {
      const runner = await runnerOf(request, deps);
      if (!runner) return toSignIn(reply);
      const { gathering, speech } = runner;
      const cards = await expectedAt(deps.db, gathering.id);
      return sendPage(reply, {
        title: speech.say('room.pages.cards'),
        language: speech.language,
        wide: true,
        children: <CardsPage {...{ gathering, cards, speech }} />,
      });
    },
  });
}
