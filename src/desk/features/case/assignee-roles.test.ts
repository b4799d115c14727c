import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onlyRoleOf, rolesOffered } from './assignee-roles.ts';

const accepted = { kind: 'bureau', phase: 'accepted', isOpen: true } as const;

describe('as what somebody can be given a case', () => {
  it('who only mediates is its mediator, who only handles its handler, and who does both is asked about', () => {
    assert.equal(onlyRoleOf(['mediator'], accepted), 'mediator');
    assert.equal(onlyRoleOf(['mediator', 'leader'], accepted), 'mediator');
    assert.equal(onlyRoleOf(['handler'], accepted), 'handler');
    assert.deepEqual(rolesOffered(['handler', 'mediator'], accepted), ['handler', 'mediator']);
    assert.equal(onlyRoleOf(['handler', 'mediator'], accepted), undefined);
  });
  it('nobody mediates what has ended, and an intake officer holds only what is not taken up yet', () => {
    assert.deepEqual(rolesOffered(['mediator'], { ...accepted, phase: 'terminated', isOpen: false }), []);
    assert.equal(onlyRoleOf(['intake-officer'], accepted), undefined);
    assert.equal(onlyRoleOf(['intake-officer', 'mediator'], { ...accepted, phase: 'received' }), undefined);
    assert.equal(onlyRoleOf(['intake-officer', 'mediator'], accepted), 'mediator');
    assert.equal(onlyRoleOf(undefined, accepted), undefined);
  });
});
