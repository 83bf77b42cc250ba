import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Rooms that anything may use: they know nothing of the product. */
const GROUND = [
  'db',
  'engine',
  'languages',
  'env.ts',
  'log.ts',
  'metrics.ts',
  'problems.ts',
  'token.ts',
  'deps.ts',
];
const EDGE = ['http', 'pages'];

/** Which rooms of `src` a room may import from, itself aside. A room that is not here does not exist. */
const MAY_IMPORT: Record<string, string[]> = {
  // Pure: the result depends on the arguments alone.
  calendar: ['languages'],
  languages: [],
  mixing: [],
  'env.ts': [],
  'metrics.ts': [],
  'problems.ts': ['languages'],
  'token.ts': [],
  // What everything stands on.
  db: ['languages'],
  'log.ts': ['db'],
  // The pure engine on other threads.
  engine: ['mixing', 'problems.ts'],
  'deps.ts': ['db', 'engine', 'env.ts', 'log.ts', 'mail', 'metrics.ts'],
  outbox: ['db'],
  mail: ['calendar', 'db', 'deps.ts', 'env.ts', 'languages', 'log.ts', 'outbox', 'token.ts'],
  http: [...GROUND, 'pages'],
  pages: [...GROUND, 'http'],
  health: [...GROUND, ...EDGE],
  platform: [...GROUND, ...EDGE],
  // Slices, in their order: a later one may use an earlier one.
  people: [...GROUND, ...EDGE, 'calendar', 'mixing'],
  accounts: [...GROUND, ...EDGE, 'calendar', 'mail', 'people'],
  letters: [...GROUND, ...EDGE, 'mail', 'people'],
  gatherings: [...GROUND, ...EDGE, 'calendar', 'mail', 'outbox', 'people'],
  series: [...GROUND, ...EDGE, 'calendar', 'mail', 'outbox', 'people', 'gatherings'],
  invitations: [
    ...GROUND,
    ...EDGE,
    'calendar',
    'letters',
    'mail',
    'mixing',
    'people',
    'gatherings',
    'series',
  ],
  inbound: [...GROUND, ...EDGE, 'calendar', 'mail', 'outbox', 'gatherings', 'invitations'],
  groups: [...GROUND, ...EDGE, 'mixing', 'people', 'gatherings', 'invitations'],
  encounters: [...GROUND, ...EDGE, 'mixing', 'outbox', 'people', 'gatherings', 'groups'],
  programmes: [
    ...GROUND,
    ...EDGE,
    'calendar',
    'letters',
    'mail',
    'mixing',
    'people',
    'gatherings',
    'series',
    'invitations',
  ],
  room: [
    ...GROUND,
    ...EDGE,
    'accounts',
    'calendar',
    'mixing',
    'people',
    'gatherings',
    'invitations',
    'groups',
  ],
  coffee: [
    ...GROUND,
    ...EDGE,
    'calendar',
    'letters',
    'mail',
    'mixing',
    'outbox',
    'people',
    'gatherings',
    'invitations',
    'encounters',
    'programmes',
  ],
  introductions: [...GROUND, ...EDGE, 'calendar', 'letters', 'people'],
  'town-halls': [...GROUND, ...EDGE, 'calendar', 'gatherings', 'letters'],
  fairs: [...GROUND, ...EDGE, 'calendar', 'mixing', 'gatherings', 'invitations', 'letters'],
  'self-assessments': [...GROUND, ...EDGE, 'calendar', 'introductions', 'letters', 'people'],
  'peer-assists': [
    ...GROUND,
    ...EDGE,
    'accounts',
    'calendar',
    'letters',
    'mail',
    'mixing',
    'people',
    'gatherings',
    'invitations',
    'self-assessments',
  ],
  'stand-ups': [
    ...GROUND,
    ...EDGE,
    'accounts',
    'calendar',
    'mail',
    'letters',
    'mixing',
    'outbox',
    'people',
    'gatherings',
    'invitations',
    'groups',
    'encounters',
    'programmes',
    'introductions',
  ],
  previews: [
    ...GROUND,
    ...EDGE,
    'accounts',
    'gatherings',
    'invitations',
    'letter-kinds.ts',
    'letters',
    'mail',
    'platform',
  ],
  feeds: [...GROUND, ...EDGE, 'calendar', 'invitations'],
  me: [
    ...GROUND,
    ...EDGE,
    'accounts',
    'calendar',
    'coffee',
    'encounters',
    'mixing',
    'people',
    'feeds',
    'introductions',
    'programmes',
    'peer-assists',
    'self-assessments',
    'town-halls',
    'stand-ups',
    'fairs',
  ],
};
/** Where the program is put together: these may import anything. */
const COMPOSITION_ROOTS = [
  'app.ts',
  'server.ts',
  'parts.ts',
  'letter-kinds.ts',
  'open-database.ts',
  'cli.ts',
  'commands',
  'bench',
  'demo',
];
/** Only these may know the workers and their queues. */
const KNOW_JOBS = ['server.ts', 'bench', 'commands'];
const PURE = ['calendar', 'languages', 'mixing', 'gatherings/formats'];
/** Scripts that write a file beside it from its source: they are run and never imported. */
const WRITERS = ['src/mixing/mdgp/write-kernel.ts'];
const VAGUE_NAME = /(service|manager|helper|util|common|misc)s?\b/;

type Import = { from: string; to: string };

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).split(sep).join('/'));
}

/** Every import of a file: paths of this project relative to its root, packages by name. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const targets = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return targets.map((target) => {
    const to = target.startsWith('.')
      ? relative(ROOT, join(ROOT, dirname(file), target))
          .split(sep)
          .join('/')
      : target;
    return { from: file, to };
  });
}

const roomOf = (file: string) => file.replace(/^src\//, '').split('/')[0] ?? '';
const files = [...sourceFiles('src'), ...sourceFiles('jobs')];
const imports = files.flatMap(importsOf);

t.test('imports point downwards only', async (t) => {
  const upwards = imports.filter(({ from, to }) => {
    if (!from.startsWith('src/') || !to.startsWith('src/')) return false;
    const [room, target] = [roomOf(from), roomOf(to)];
    return room !== target && !COMPOSITION_ROOTS.includes(room) && !MAY_IMPORT[room]?.includes(target);
  });
  t.same(upwards, []);
});

t.test('outside the composition roots nothing knows the workers or the queue', async (t) => {
  const known = imports.filter(({ from, to }) => {
    return (
      from.startsWith('src/') && !KNOW_JOBS.includes(roomOf(from)) && /^(jobs\/|bullmq$|ioredis$)/.test(to)
    );
  });
  t.same(known, []);
  const queues = imports.filter(({ from, to }) => to === 'bullmq' && from !== 'jobs/queues.ts');
  t.same(queues, [], 'one file knows which queue it is');
});

t.test('nobody imports another slice’s routes', async (t) => {
  const routes = imports.filter(({ from, to }) => {
    return /routes\.tsx?$/.test(to) && roomOf(from) !== roomOf(to) && from !== 'src/app.ts';
  });
  t.same(routes, []);
});

t.test('pure files do no I/O and know no database, framework or clock', async (t) => {
  const pure = files.filter(
    (file) => PURE.some((room) => file.startsWith(`src/${room}/`)) && !WRITERS.includes(file),
  );
  t.ok(pure.length > 30);
  const impure = pure
    .flatMap(importsOf)
    .filter(({ to }) =>
      /^(node:(?!worker_threads)|drizzle-orm|postgres|fastify|nodemailer)|src\/(db|http|deps)/.test(to),
    );
  t.same(impure, []);
  t.same(
    imports.filter(({ to }) => WRITERS.includes(to)),
    [],
  );
  const clocked = pure.filter((file) =>
    /\bDate\.now\(\)|new Date\(\)|Math\.random\(/.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  t.same(clocked, []);
});

t.test('only env.ts reads the environment', async (t) => {
  const readers = files.filter((file) => /process\.env\b(?!`)/.test(readFileSync(join(ROOT, file), 'utf8')));
  t.same(readers, ['src/env.ts']);
});

t.test('files are named after what they hold', async (t) => {
  const vague = files.filter((file) => VAGUE_NAME.test(file.replace('commands/service.ts', '')));
  t.same(vague, []);
  t.same(
    files.filter((file) => !/^[a-z0-9-]+(\.[a-z]+)?\.tsx?$/.test(file.split('/').at(-1) ?? '')),
    [],
  );
});
