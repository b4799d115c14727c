import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entryAnswers, type Json, openEntryBytes, sealEntry, unwrapPersonKey, wrapPersonKey } from './entries.ts';
import { Keyring, newKeyFile, withNewVersion } from './keyring.ts';
import { newSecretKey, openBytes, place, SealBroken, sealBytes } from './sealing.ts';

const at = { tenant: 'yunqi', stream: 's-1', person: 'p-1', entry: 'e-1', kind: 'phone' };
const madeAt = new Date('2026-05-06T00:00:00Z');

test('sealed bytes come back the same, and no two seals of one value are alike', () => {
  const key = newSecretKey();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), fc.string(), (plain, where) => {
      const sealed = sealBytes(key, plain, place(where));
      assert.deepEqual(new Uint8Array(openBytes(key, sealed, place(where))), plain);
      assert.notDeepEqual(sealed, sealBytes(key, plain, place(where)));
    }),
  );
});

test('one changed bit anywhere breaks the seal', () => {
  const key = newSecretKey();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), fc.nat(7), (plain, index, bit) => {
      const sealed = sealBytes(key, plain, place('here'));
      const position = index % sealed.length;
      sealed[position] = (sealed[position] ?? 0) ^ (1 << bit);
      assert.throws(() => openBytes(key, sealed, place('here')), SealBroken);
    }),
  );
});

test('places are told apart whatever their parts hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
      assert.equal(place(...a).equals(place(...b)), JSON.stringify(a) === JSON.stringify(b));
    }),
    {
      examples: [
        [
          ['ab', 'c'],
          ['a', 'bc'],
        ],
      ],
    },
  );
});

test('a vault entry opens with its value and answers its commitment', () => {
  const key = newSecretKey();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { sealed, commitment } = sealEntry(key, at, value as Json);
      const opened = openEntryBytes(key, at, sealed);
      assert.equal(JSON.stringify(opened.value), JSON.stringify(value));
      assert.ok(entryAnswers(opened, commitment));
    }),
  );
});

test('a vault entry moved to another case, person, kind or row does not open', () => {
  const key = newSecretKey();
  const { sealed } = sealEntry(key, at, '13812341234');
  for (const name of ['tenant', 'stream', 'person', 'entry', 'kind'] as const) {
    assert.throws(() => openEntryBytes(key, { ...at, [name]: `${at[name]}x` }, sealed), SealBroken, name);
  }
  assert.throws(() => openEntryBytes(newSecretKey(), at, sealed), SealBroken);
});

test('equal values have unequal commitments, and another value does not answer', () => {
  const key = newSecretKey();
  const one = sealEntry(key, at, '张三');
  const two = sealEntry(key, at, '张三');
  assert.notEqual(one.commitment, two.commitment);
  assert.equal(entryAnswers(openEntryBytes(key, at, two.sealed), one.commitment), false);
});

test('a person key opens under its own tenant key and place only', () => {
  const tenantKey = newSecretKey();
  const personKey = newSecretKey();
  const wrapped = wrapPersonKey(tenantKey, personKey, at);
  assert.ok(unwrapPersonKey(tenantKey, wrapped, at).equals(personKey));
  assert.throws(() => unwrapPersonKey(newSecretKey(), wrapped, at), SealBroken);
  assert.throws(() => unwrapPersonKey(tenantKey, wrapped, { ...at, stream: 's-2' }), SealBroken);
});

test('blind digests meet however the number is written, by purpose and key', () => {
  const keyring = new Keyring(newKeyFile(madeAt));
  const digest = (text: string) => keyring.digest('phone', text).digest.toString('hex');
  for (const same of ['+86 138-1234-1234', '１３８１２３４１２３４', '0086 13812341234']) {
    assert.equal(digest(same), digest('13812341234'), same);
  }
  assert.notEqual(digest('13812341235'), digest('13812341234'));
  const id = (text: string) => keyring.digest('id-number', text).digest.toString('hex');
  assert.equal(id('11010519491231002x'), id('110105 19491231 002X'));
  assert.notEqual(
    new Keyring(newKeyFile(madeAt)).digest('phone', '13812341234').digest.toString('hex'),
    digest('13812341234'),
  );
});

test('after an index rotation the new version writes and the old one is still looked for', () => {
  const first = newKeyFile(madeAt);
  const old = new Keyring(first).digest('phone', '13812341234');
  const rotated = new Keyring(withNewVersion(first, 'phone', madeAt));
  const found = rotated.digests('phone', '13812341234');
  assert.equal(rotated.digest('phone', '13812341234').version, 2);
  assert.deepEqual(
    found.map((one) => one.version),
    [2, 1],
  );
  assert.ok(found.some((one) => one.digest.equals(old.digest)));
});

test('signatures hold for their text and version only, also after rotation', () => {
  const first = newKeyFile(madeAt);
  const signed = new Keyring(first).sign('heads of 2026-05-06');
  const rotated = new Keyring(withNewVersion(first, 'signing', madeAt));
  assert.ok(rotated.verifies('heads of 2026-05-06', signed.version, signed.signature));
  assert.equal(rotated.verifies('heads of 2026-05-07', signed.version, signed.signature), false);
  assert.equal(rotated.verifies('heads of 2026-05-06', 2, signed.signature), false);
  assert.equal(rotated.sign('x').version, 2);
});
