import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEmail, unreadableEmail } from './email.ts';

test('an address is read as people write it', () => {
  assert.equal(readEmail(' Lin.Xiaohe@Example.ORG '), 'Lin.Xiaohe@example.org');
  assert.equal(readEmail("o'neil+315@mail.example.cn"), "o'neil+315@mail.example.cn");
  assert.equal(readEmail('ｌｉｎ＠example．org'), 'lin@example.org');
});

test('what is none is none, above all what would be two or bring a header along', () => {
  for (const text of [
    '',
    'lin',
    'lin@',
    '@example.org',
    'a@b',
    'a@b.c',
    'a@x.org,b@x.org',
    'a@x.org\r\nBcc: b@x.org',
    'a b@x.org',
    '<a@x.org>',
    '"a b"@c.cn',
    'x@localhost',
    'a@例子.cn',
    '用户@example.cn',
  ])
    assert.equal(readEmail(text), undefined, text);
  assert.equal(readEmail(`${'a'.repeat(65)}@x.org`), undefined);
  assert.equal(readEmail(`a@${'b.'.repeat(100)}org`), undefined);
});

test('whatever comes out goes in again unchanged and holds one @ and no blank', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string()), (text) => {
      const read = readEmail(text);
      if (read === undefined) return;
      assert.equal(readEmail(read), read);
      assert.match(read, /^[^\s@]+@[^\s@]+$/u);
    }),
  );
});

test('an address that is none is named by its place, however deep it stands', () => {
  assert.equal(unreadableEmail({ complainant: { email: 'a@x.org' }, joint: [{}, { email: 'b@x.org' }] }), undefined);
  assert.equal(unreadableEmail({ complainant: { email: 'a@x.org' }, joint: [{}, { email: 'b@x' }] }), 'joint.1.email');
  assert.equal(unreadableEmail({ email: 'a@x.org\r\nBcc: x@y.cn' }), 'email');
  assert.equal(unreadableEmail({ email: '' }), undefined, 'left empty');
  assert.equal(unreadableEmail(null), undefined);
});
