import type { Tx } from '../db/connect.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../http/app-type.ts';
import { afterId, pageOf } from '../http/paging.ts';
import { principalOf, requireRole } from '../http/principal.ts';
import { answers, IdParams, pageQuery, Strict } from '../http/schemas.ts';
import { write } from '../http/write.ts';
import { type InputError, impossible, Problem } from '../problems.ts';
import { addFramework } from './add-framework.ts';
import { type AskedTeam, type AskSteps, askByStall, askForAssist } from './ask-steps.ts';
import { askTeam } from './ask-team.ts';
import { riverPicture, stairsPicture } from './pictures.tsx';
import { agreedLevels, findFramework, listFrameworks, loadOfUnits } from './queries.ts';
import { riverOf, stairsOf } from './river.ts';
import {
  Asked,
  AskTeam,
  Fits,
  FitsQuery,
  FrameworkPage,
  FrameworkSchema,
  NewFramework,
  River,
  RiverQuery,
  Stairs,
  StairsQuery,
} from './schemas.ts';
import { teamFits } from './team-fits.ts';

const tags = ['self-assessments'];
const Svg = {
  200: { description: 'An SVG picture', content: { 'image/svg+xml': { schema: { type: 'string' } } } },
};

/**
 * Frameworks, and what all teams agreed by them: river, stairs, and who could help whom. `steps` are what an ask may
 * become beside an introduction.
 */
export function frameworkRoutes(app: App, deps: Deps, steps: AskSteps): void {
  const existing = async (id: string) => {
    const framework = await findFramework(deps.db, id);
    if (!framework) throw new Problem('not-found', 'There is no such framework.');
    return framework;
  };

  app.get('/frameworks', {
    schema: {
      tags,
      operationId: 'listFrameworks',
      summary: 'List the frameworks that teams assess themselves by',
      querystring: Strict(pageQuery),
      response: answers({ 200: FrameworkPage }, 'bad-cursor'),
    },
    handler: async (request) => {
      principalOf(request);
      const { limit, cursor } = request.query;
      return pageOf(await listFrameworks(deps.db, { after: afterId(cursor), limit: limit + 1 }), limit);
    },
  });

  app.post('/frameworks', {
    schema: {
      tags,
      operationId: 'addFramework',
      summary: 'Add a framework: practices with a text for each of the levels 1 to 5',
      body: NewFramework,
      response: answers({ 201: FrameworkSchema }, 'forbidden', 'impossible'),
    },
    handler: async (request, reply) => {
      const { actorId } = requireRole(request, 'admin', 'organiser');
      return write(deps, request, reply, async (tx, now) => {
        const result = await addFramework(tx, { ...request.body, createdBy: actorId }, now);
        if ('errors' in result) throw new Problem('impossible', 'A key is there twice.', result);
        return { status: 201, body: result.added };
      });
    },
  });

  app.get('/frameworks/:id', {
    schema: {
      tags,
      operationId: 'getFramework',
      summary: 'Show a framework',
      params: IdParams,
      response: answers({ 200: FrameworkSchema }, 'not-found'),
    },
    handler: async (request) => existing(request.params.id),
  });

  app.get('/frameworks/:id/river', {
    schema: {
      tags,
      operationId: 'getRiver',
      summary: 'The river: the lowest and highest level of all teams in each practice, and the line of one',
      params: IdParams,
      querystring: RiverQuery,
      response: answers({ 200: River }, 'not-found'),
    },
    handler: async (request) => {
      const { id, practices } = await existing(request.params.id);
      return { practices: riverOf(practices, await agreedLevels(deps.db, id), request.query.unit ?? null) };
    },
  });

  app.get('/frameworks/:id/river.svg', {
    schema: {
      tags,
      operationId: 'drawRiver',
      summary: 'The river as a picture',
      params: IdParams,
      querystring: RiverQuery,
      response: { ...answers({}, 'not-found'), ...Svg },
    },
    handler: async (request, reply) => {
      const { id, name, practices } = await existing(request.params.id);
      const unit = request.query.unit ?? null;
      const points = riverOf(practices, await agreedLevels(deps.db, id), unit);
      return reply.type('image/svg+xml').send(riverPicture(points, name, unit));
    },
  });

  app.get('/frameworks/:id/stairs', {
    schema: {
      tags,
      operationId: 'getStairs',
      summary: 'The stairs of one practice: where each team stands, and how far it wants to climb',
      params: IdParams,
      querystring: StairsQuery,
      response: answers({ 200: Stairs }, 'not-found', 'impossible'),
    },
    handler: async (request) => {
      const framework = await existing(request.params.id);
      practiceOf(framework.practices, request.query.practice);
      return { teams: stairsOf(await agreedLevels(deps.db, framework.id), request.query.practice) };
    },
  });

  app.get('/frameworks/:id/stairs.svg', {
    schema: {
      tags,
      operationId: 'drawStairs',
      summary: 'The stairs of one practice as a picture',
      params: IdParams,
      querystring: StairsQuery,
      response: { ...answers({}, 'not-found', 'impossible'), ...Svg },
    },
    handler: async (request, reply) => {
      const framework = await existing(request.params.id);
      const { key, name } = practiceOf(framework.practices, request.query.practice);
      const stairs = stairsOf(await agreedLevels(deps.db, framework.id), key);
      return reply.type('image/svg+xml').send(stairsPicture(stairs, name));
    },
  });

  app.get('/frameworks/:id/fits', {
    schema: {
      tags,
      operationId: 'listFits',
      summary: 'Ask these teams: who could help a team in a practice, and why',
      params: IdParams,
      querystring: FitsQuery,
      response: answers({ 200: Fits }, 'not-found', 'impossible'),
    },
    handler: async (request) => {
      const framework = await existing(request.params.id);
      practiceOf(framework.practices, request.query.practice);
      const agreed = await agreedLevels(deps.db, framework.id);
      const teams = teamFits(agreed, { ...request.query, loads: await loadOfUnits(deps.db, deps.now()) });
      if (!teams)
        throw impossible('/unit', 'This team has not agreed on its levels yet: open a session first.');
      return { teams };
    },
  });

  app.post('/frameworks/:id/asks', {
    schema: {
      tags,
      operationId: 'askTeam',
      summary: 'Ask a team in one step',
      description: [
        '`introduction`: proposes a double opt-in introduction to somebody of that team.',
        '`peer-assist`: drafts a request with the practice, your level and your target.',
        '`stall`: puts a stall into a knowledge fair, of your team that asks or of theirs that offers.',
      ].join(' '),
      params: IdParams,
      body: AskTeam,
      response: answers(
        { 201: Asked },
        'forbidden',
        'not-found',
        'gathering-not-open',
        'fair-stall-staff',
        'impossible',
      ),
    },
    handler: async (request, reply) => {
      const principal = principalOf(request);
      const framework = await existing(request.params.id);
      const { personId = principal.personId, as } = request.body;
      if (personId !== null && personId !== principal.personId) requireRole(request, 'admin', 'organiser');
      practiceOf(framework.practices, request.body.practice);
      const asked = { framework, ask: request.body, personId, principal };
      return write(deps, request, reply, async (tx, now) => ({
        status: 201,
        body: { as, id: await takeStep(tx, asked, now) },
      }));
    },
  });

  /** The id of what was made of an ask. @throws Problem */
  async function takeStep(
    tx: Tx,
    asked: AskedTeam & { personId: string | null },
    now: Date,
  ): Promise<string> {
    const { framework, ask, personId, principal } = asked;
    const createdBy = principal.actorId;
    if (ask.as === 'peer-assist') return made(await askForAssist(tx, asked, steps, now)).id;
    if (ask.as === 'stall') {
      const stall = await askByStall(tx, asked, steps, now);
      if ('refused' in stall) throw new Problem(stall.refused, stall.detail);
      return made(stall).id;
    }
    if (personId === null) {
      throw impossible('/personId', 'Say who is to be introduced: an API key is nobody.');
    }
    const { practice, askedUnit } = ask;
    const input = { framework, practice, askedUnit, personId, createdBy };
    return made(await askTeam(tx, input, now)).introductionId;
  }
}

/** What was made. @throws Problem impossible for what is wrong with the ask */
function made<M>(result: M | { errors: InputError[] }): M {
  if (typeof result === 'object' && result !== null && 'errors' in result) {
    throw new Problem('impossible', 'The team cannot be asked so.', { errors: result.errors });
  }
  return result as M;
}

function practiceOf<P extends { key: string }>(practices: P[], key: string): P {
  const found = practices.find((one) => one.key === key);
  if (found) return found;
  throw impossible('/practice', `It must be one of ${practices.map((one) => one.key).join(', ')}.`);
}
