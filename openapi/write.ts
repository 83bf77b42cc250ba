/** Writes openapi.json from the routes; with `--check` compares instead, and exits 1 when it has drifted. */
import { readFile, writeFile } from 'node:fs/promises';

import { buildApp } from '../src/app.ts';
import { makeDeps } from '../src/deps.ts';
import { readEnv } from '../src/env.ts';
import { createLog } from '../src/log.ts';

const FILE = new URL('openapi.json', import.meta.url);

/** The document as text. Nothing is connected to: the application is built and asked, not started. */
async function generate(): Promise<string> {
  const deps = makeDeps(readEnv({}), {
    databaseUrl: 'postgres://nowhere.invalid/none',
    smtpUrl: 'smtp://nowhere.invalid',
    log: createLog('silent'),
    queueAnswers: async () => false,
  });
  const app = await buildApp(deps);
  await app.ready();
  const document = app.swagger();
  await app.close();
  await deps.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

const generated = await generate();
if (!process.argv.includes('--check')) {
  await writeFile(FILE, generated);
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== generated) {
  process.stderr.write('openapi/openapi.json differs from the routes; run npm run openapi and commit it\n');
  process.exitCode = 1;
}
