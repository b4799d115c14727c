import { after, before, describe } from 'node:test';
import { complaintToArchive } from './complaint-to-archive.ts';
import { otherEnds } from './other-ends.ts';
import { realOrder } from './real-order.ts';
import { Town } from './town.ts';

describe('in one town', () => {
  let town: Town;
  before(async () => {
    // One case of the past brings the people's own stories along: among them one accepted three weeks ago.
    town = await Town.open('town', { FANGXIN_DEMO_CASES: '1' });
  });
  after(() => town?.close());

  for (const journey of [complaintToArchive, otherEnds, realOrder]) journey(() => town);
});
