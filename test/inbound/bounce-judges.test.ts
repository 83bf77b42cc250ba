import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import t from 'tap';

import { readBounce } from '../../src/inbound/read-bounce.ts';
import { readMail } from '../../src/inbound/read-mail.ts';
import { judgeBounces } from '../fixtures/bounce-judges.ts';
import { corpusFiles, withCorpora } from '../fixtures/corpora.ts';

/** Of the bounces on which the two programs agree, the share that we must read as they do. */
const SHARE_MIN = 0.97;

const isBounce = (file: string) => !basename(file).includes('__not__');

async function read(file: string) {
  return readBounce((await readMail(readFileSync(file))).email);
}

t.test('what is no bounce is not taken for one', withCorpora, async (t) => {
  const files = corpusFiles('bounces').filter((file) => !isBounce(file));
  t.equal(files.length, 3);
  for (const file of files) t.equal(await read(file), null, basename(file));
});

t.test('complaints are told from bounces', withCorpora, async (t) => {
  const files = corpusFiles('bounces').filter((file) => basename(file).includes('__arf-'));
  t.ok(files.length > 5);
  for (const file of files) t.not((await read(file))?.kind, 'bounce', basename(file));
});

t.test('where Sisimai and flufl.bounce agree we say the same', withCorpora, async (t) => {
  const files = corpusFiles('bounces').filter(isBounce);
  const judgements = judgeBounces(t, files);
  if (!judgements) return;
  const [sisimai, flufl] = judgements;
  const agreed = files.filter((file) => {
    const found = sisimai.get(file) ?? [];
    return found.length > 0 && `${found}` === `${flufl.get(file)}`;
  });
  t.ok(agreed.length > 200);
  const others: string[] = [];
  for (const file of agreed) {
    const found = await read(file);
    const addresses = found?.kind === 'bounce' ? found.recipients.map(({ address }) => address) : [];
    const own = [...new Set(addresses)].sort();
    if (`${own}` !== `${sisimai.get(file)}`) others.push(`${basename(file)}: ${own}`);
  }
  t.comment(`${agreed.length - others.length} of ${agreed.length} as both judges say; ${others.join('; ')}`);
  t.ok(1 - others.length / agreed.length >= SHARE_MIN);
});
