import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicNumber, readPublicNumber } from './public-number.ts';

const random = Uint8Array.from([8, 15, 3, 19, 22, 2]);

test('a number is read back however it is typed, and a wrong character is noticed', () => {
  const number = publicNumber('', 'yunqi', '2026-04-15', random);
  assert.match(number, /^YUNQI-260415-[0-9A-Z]{6}-[0-9A-Z]$/);
  assert.equal(readPublicNumber('', ` ${number.toLowerCase().replaceAll('-', ' – ')} `), number);
  assert.equal(readPublicNumber('', number.replace('260415', '260416')), undefined);
});

test('a report, a consultation and an event cannot be taken for a complaint', () => {
  const report = publicNumber('R', 'yunqi', '2026-04-15', random);
  assert.match(report, /^YUNQI-R260415-/);
  assert.equal(readPublicNumber('R', report), report);
  for (const mark of ['', 'Q', 'E'] as const) assert.equal(readPublicNumber(mark, report), undefined, mark);
});
