import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';

const jsonValue = (): fc.Arbitrary<CanonicalValue> =>
  fc
    .jsonValue({ maxDepth: 4, stringUnit: 'binary' })
    .filter((value) => JSON.stringify(value).isWellFormed()) as fc.Arbitrary<CanonicalValue>;

const turnedAround = (value: CanonicalValue): CanonicalValue => {
  if (Array.isArray(value)) return value.map(turnedAround);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turnedAround(field as CanonicalValue)]),
  );
};

test('keys are sorted by UTF-16 code units (the example of RFC 8785 §3.2.3)', () => {
  const value = { '€': 'Euro', '\r': 'CR', '\ufb33': 'Hebrew', '1': 'One', '😀': 'Emoji', '\u0080': 'Control', ö: 'O' };
  const keys = [...canonicalJson(value).matchAll(/"([^"]*)":/g)].map((found) => JSON.parse(`"${found[1]}"`));
  assert.deepEqual(keys, ['\r', '1', '\u0080', 'ö', '€', '😀', '\ufb33']);
});

test('numbers and texts are written as RFC 8785 §3.2.2 shows', () => {
  const value = {
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0],
    literals: [null, true],
  };
  assert.equal(canonicalJson(value), '{"literals":[null,true],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}');
  assert.equal(canonicalJson('\u20ac$\u000f\nA\'B"\\/'), '"€$\\u000f\\nA\'B\\"\\\\/"');
});

test('the order in which fields were set never shows', () => {
  fc.assert(fc.property(jsonValue(), (value) => canonicalJson(value) === canonicalJson(turnedAround(value))));
});

test('reading back gives the same value', () => {
  fc.assert(
    fc.property(jsonValue(), (value) => canonicalJson(JSON.parse(canonicalJson(value))) === canonicalJson(value)),
  );
});

test('an absent field and an undefined field are alike', () => {
  assert.equal(canonicalJson({ a: 1, b: undefined }), canonicalJson({ a: 1 }));
});

test('what JSON cannot hold is refused', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, [undefined], 1n, () => 1]) {
    assert.throws(() => canonicalJson(value as unknown as CanonicalValue), RangeError);
  }
});
