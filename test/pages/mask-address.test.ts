import t from 'tap';

import { maskAddress } from '../../src/pages/mask-address.ts';

t.test('an address keeps its domain and shows at most its two ends', async (t) => {
  t.equal(maskAddress('ana@example.org'), 'a…@example.org');
  t.equal(maskAddress('anna@example.org'), 'a…a@example.org');
  t.equal(maskAddress('x@example.org'), 'x…@example.org');
  t.equal(maskAddress('ana.silva+lists@mail.example.org'), 'a…s@mail.example.org');
});
