import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PROOF_CODE_BYTES, proofCode, proofCodesIn } from './proof-code.ts';

const bytes = fc.uint8Array({ minLength: PROOF_CODE_BYTES, maxLength: PROOF_CODE_BYTES });

test('a code is read back in any case and grouping, with blanks, full-width, or as the pasted address', () => {
  fc.assert(
    fc.property(bytes, (chance) => {
      const code = proofCode(chance);
      assert.match(code, /^[2-9A-HJKMNP-TV-Z]{5}(-[2-9A-HJKMNP-TV-Z]{5}){2}$/);
      const wide = code.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
      for (const typed of [
        code,
        ` ${code}\u3000`,
        code.toLowerCase(),
        code.replaceAll('-', ' '),
        code.replaceAll('-', '–'),
        code.replaceAll('-', ''),
        `\u200b${wide}`,
        `https://fangxin.example/proof/${code}`,
      ])
        assert.ok(proofCodesIn(typed).includes(code), typed);
    }),
  );
});

test('different chance, different code', () => {
  fc.assert(
    fc.property(bytes, fc.integer({ min: 0, max: 8 }), (chance, at) => {
      const other = Uint8Array.from(chance, (byte, i) => (i === PROOF_CODE_BYTES - 1 - at ? byte ^ 1 : byte));
      assert.notEqual(proofCode(chance), proofCode(other));
    }),
  );
});

test('a code of an earlier paper keeps its small letters and its dashes, blanks go', () => {
  assert.deepEqual(proofCodesIn(' aB3-x_9 Lm0I1 oQ2w '), ['aB3-x_9Lm0I1oQ2w']);
  // One that happens to read like a code of today is looked for as it stands first.
  assert.deepEqual(proofCodesIn('aB3xy9Lm-2QwEr4t').slice(0, 1), ['aB3xy9Lm-2QwEr4t']);
});
