import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentPowersCode, agentPowersText, idKindCode, idKinds, idKindText } from './identity-words.ts';

const t = (key: string): string => `<${key}>`;

test('a code, the desk’s former code and the words of either screen are one kind of paper', () => {
  for (const said of ['resident-id', 'id-card', ' 居民身份证 ', 'Resident identity card (居民身份证)']) {
    assert.equal(idKindCode(said), 'resident-id');
    assert.equal(idKindText(said, t), '<complaint:idKind.resident-id>');
  }
  assert.equal(idKindCode('hk-macao'), 'hong-kong-macau-permit');
  assert.deepEqual(
    idKinds.map((kind) => idKindCode(kind)),
    [...idKinds],
  );
});

test('a paper of another kind keeps its name', () => {
  assert.equal(idKindCode('军官证'), '军官证');
  assert.equal(idKindText('军官证', t), '军官证');
  assert.equal(idKindCode('constructor'), 'constructor');
  assert.equal(idKindText('', t), '');
});

test('an agent’s powers: code, former words, words of one’s own', () => {
  assert.equal(agentPowersCode('特别代理'), 'special');
  assert.equal(agentPowersCode('General'), 'general');
  assert.equal(agentPowersText('special', t), '<complaint:agentPower.special>');
  assert.equal(agentPowersText('代为和解', t), '代为和解');
});
