import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseView, TimelineEntry } from '#modules/complaints/case-contract.ts';
import { sessionToSet } from './session-to-set.ts';

const entry = (type: string, details: TimelineEntry['details']): TimelineEntry => ({
  ...{ version: 1, type, at: '2026-04-21T02:00:00Z', actor: 'a', actorName: null, actorKind: 'staff' as const },
  ...{ actorParty: null, actorRelation: null, own: false },
  details,
  texts: [],
});
const fixed = entry('MediationOpened', { at: '2026-04-24T01:30:00Z' });
const off = entry('SessionCalledOff', { at: '2026-04-24T01:30:00Z', why: 'appraisal' });
const seen = (phase: CaseView['phase'], timeline: TimelineEntry[]) => sessionToSet({ phase, timeline, toEnd: null });

test('once the appraisal is back the desk asks for a new session, and no more once one is set', () => {
  assert.equal(seen('mediating', [fixed]), undefined);
  assert.equal(seen('appraisal', [fixed, off]), undefined, 'not while it is under way');
  assert.deepEqual(seen('mediating', [fixed, off]), { at: '2026-04-24T01:30:00Z', why: 'appraisal' });
  assert.equal(seen('mediating', [fixed, off, fixed]), undefined);
  assert.equal(seen('terminated', [fixed, off]), undefined);
});

test('of a case that only waits for its ending none is asked for', () => {
  const toEnd = { because: 'withdrawn', ground: 1, since: '2026-04-22', officer: null, officerName: null, reasons: '' };
  assert.equal(
    sessionToSet({ phase: 'mediating', timeline: [fixed, off], toEnd: toEnd as unknown as CaseView['toEnd'] }),
    undefined,
  );
});
