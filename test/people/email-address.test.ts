import t from 'tap';

import { readEmailAddress } from '../../src/people/email-address.ts';

t.test('one addr-spec comes back with its domain in lower case and in ASCII', async (t) => {
  const accepted: [string, string][] = [
    ['ana@example.org', 'ana@example.org'],
    ['  Ana.Silva@EXAMPLE.Org ', 'Ana.Silva@example.org'],
    ["o'neil+list@a.b.example.org", "o'neil+list@a.b.example.org"],
    ['x@bücher.example', 'x@xn--bcher-kva.example'],
    ['x@例え.テスト', 'x@xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ];
  for (const [written, kept] of accepted) t.equal(readEmailAddress(written), kept, written);
});

t.test('everything else is refused', async (t) => {
  const refused = [
    '',
    'ana',
    '@example.org',
    'ana@',
    'ana@localhost',
    'Ana <ana@example.org>',
    'ana@example.org, ben@example.org',
    'ana@example.org;ben@example.org',
    'ana@example.org\r\nBcc: x@example.org',
    'a b@example.org',
    'a@b@example.org',
    '"ana silva"@example.org',
    'ana@[192.0.2.1]',
    'ana@192.0.2.1',
    'ana@1',
    '.ana@example.org',
    'ana.@example.org',
    'a..b@example.org',
    'ana@example..org',
    'ana@-example.org',
    'ana@example-.org',
    'ana@exa_mple.org',
    'ana@ex%61mple.org',
    'añá@example.org',
    'ana@example.org.',
    'ana@exam\u202Eple.org',
    `${'a'.repeat(65)}@example.org`,
    `ana@${'a'.repeat(64)}.example.org`,
    `ana@${'abcdefg.'.repeat(32)}org`,
  ];
  for (const written of refused) t.equal(readEmailAddress(written), null, JSON.stringify(written));
});
