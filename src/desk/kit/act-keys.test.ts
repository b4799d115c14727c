import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { permits } from '#modules/complaints/permits.ts';
import { actKeys, keyedActs } from './act-keys.ts';

/** What else a single key does: a new filing, moving in lists and between cases, choosing. */
const taken = ['c', 'j', 'k', 'x'];

describe('one key an act', () => {
  it('no two acts share a key, and none has one that moves, chooses or files', () => {
    const keys = keyedActs.map(({ key }) => key);
    assert.deepEqual(
      keys.filter((key, at) => keys.indexOf(key) !== at || taken.includes(key) || !/^[a-z]$/u.test(key)),
      [],
    );
  });
  it('completing the particulars has one, and every keyed act is an act of the table', () => {
    assert.equal(actKeys['complete-particulars'], 'f');
    assert.deepEqual(
      keyedActs.filter(({ act }) => !permits.some((permit) => permit.act === act)),
      [],
    );
  });
});
