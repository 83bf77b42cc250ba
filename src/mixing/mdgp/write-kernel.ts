/** Compiles kernel/ to kernel-bytes.ts; with `--check` compares instead, and exits 1 when it has drifted. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FILE = new URL('kernel-bytes.ts', import.meta.url);
const SOURCE = fileURLToPath(new URL('kernel/index.ts', import.meta.url));

/** Memory is never freed (`stub`). Warning 112 is about exported functions with SIMD parameters, but the module exports none. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--disableWarning', '112'];

/** The compiled module as text. The same source gives the same bytes wherever it is compiled. */
async function compile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'acquaint-kernel-'));
  const module = join(folder, 'kernel.wasm');
  try {
    await promisify(execFile)('asc', [SOURCE, '--outFile', module, ...OPTIONS]);
    const text = await readFile(module, 'base64');
    return `/** The compiled kernel, base64: written by npm run kernel. */\nexport const KERNEL =\n  '${text}';\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const compiled = await compile();
if (!process.argv.includes('--check')) {
  await writeFile(FILE, compiled);
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== compiled) {
  process.stderr.write(
    'src/mixing/mdgp/kernel-bytes.ts differs from kernel/; run npm run kernel and commit it\n',
  );
  process.exitCode = 1;
}
