import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const FILE = fileURLToPath(new URL('../docker-compose.yml', import.meta.url));
const text = readFileSync(FILE, 'utf8');
const compose = (...args: string[]) =>
  spawnSync('docker', ['compose', '--file', FILE, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ACQUAINT_ADMIN_KEY: 'k'.repeat(32) },
  });
/** Debian has no package of Compose 2, so CI may be without it. */
const absent = compose('version').status !== 0;

t.test('every image names its version', async (t) => {
  const images = [...text.matchAll(/^\s*(?:image:|FROM)\s+(\S+)/gm)].map((match) => match[1] ?? '');
  t.same(images.length, 5);
  t.same(
    images.filter((image) => !/:[\w.-]*\d/.test(image) || image.endsWith(':latest')),
    [],
  );
});

/** What a deployment of several processes has no use for: embedded parts, and a clock for tests. */
const NOT_DEPLOYED = ['ACQUAINT_CLOCK', 'ACQUAINT_DATA_DIR'];

t.test('it passes on every variable that the program reads', async (t) => {
  const reader = readFileSync(fileURLToPath(new URL('../src/env.ts', import.meta.url)), 'utf8');
  const read = new Set([...reader.matchAll(/get\('(\w+)'\)/g)].map((match) => match[1] ?? ''));
  t.ok(read.size > 20);
  const passed = new Set([...text.matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? ''));
  t.same(
    [...read].filter((name) => !passed.has(name) && !NOT_DEPLOYED.includes(name)),
    [],
  );
});

t.test(
  'docker compose accepts the file',
  { skip: absent ? 'docker compose is not installed: the file is not checked by it' : false },
  async (t) => {
    const checked = compose('config', '--format', 'json');
    t.equal(checked.status, 0, checked.stderr);
    const { services } = JSON.parse(checked.stdout) as {
      services: Record<string, { healthcheck?: unknown; deploy?: { replicas?: number } }>;
    };
    t.same(Object.keys(services).sort(), ['api', 'mail', 'migrate', 'postgres', 'valkey', 'worker']);
    t.equal(services.worker?.deploy?.replicas, 2);
    t.same(
      Object.keys(services).filter((name) => !services[name]?.healthcheck),
      ['migrate'],
    );
  },
);
