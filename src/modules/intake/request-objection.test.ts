import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectionToAddress } from './channel-objection.ts';
import { objectionToRepresentatives, objectionToTexts, type Told } from './request-objection.ts';

const told: Told = { complainant: { name: '王芳', phone: '13900000001' }, facts: '充值后门店关闭' };
const people = [{ name: '李四' }, { name: '张三' }];
const unseen = ['', ' ', ' \n\t ', '\u3000', '\u200b\u200d', '\u0007', '\u0301', '\u3164', '\u2800', '\ud800'];

test('art. 10(1): a name and facts of blanks or of what nobody sees are none', () => {
  for (const text of unseen) {
    const shown = JSON.stringify(text);
    assert.equal(objectionToTexts({ ...told, facts: text })?.refusal, 'facts-not-told', shown);
    assert.equal(objectionToTexts({ ...told, complainant: { name: text } })?.field, 'complainant.name', shown);
    assert.equal(objectionToTexts({ ...told, agent: { name: text } })?.field, 'agent.name', shown);
    assert.equal(
      objectionToTexts({ ...told, joint: [{ name: '李四' }, { name: text }] })?.field,
      'joint.1.name',
      shown,
    );
  }
  for (const text of ['王', 'A', '😀', '?', ' 王 ', '\u200b王'])
    assert.equal(objectionToTexts({ ...told, facts: text }), undefined);
});

test('whoever has not been asked for a name is asked before acceptance', () => {
  const nameless = { ...told, complainant: { name: '', phone: '13900000001' } };
  assert.equal(objectionToTexts(nameless, ['complainant', 'claims']), undefined);
  assert.equal(objectionToTexts(nameless, ['claims'])?.refusal, 'name-not-told');
});

test('a telephone of blanks is none; what was said as one is kept', () => {
  const withPhone = (phone: string) => objectionToTexts({ ...told, complainant: { name: '王芳', phone } });
  for (const phone of unseen) assert.equal(withPhone(phone)?.refusal, 'phone-not-told', JSON.stringify(phone));
  for (const phone of ['１３９ ００００ ０００１', '0571-88001234 转 12', '12315', '—'])
    assert.equal(withPhone(phone), undefined, phone);
});

test('art. 10(1): whoever gives no number that can be called is reached by letter', () => {
  for (const phone of [undefined, 'abc', '—', '无'])
    assert.equal(objectionToAddress({ phone })?.refusal, 'no-phone-no-address', phone);
  assert.equal(objectionToAddress({ phone: 'abc', address: '城关街 1 号' }), undefined);
  assert.equal(objectionToAddress({ phone: '１３９００００００００' }), undefined);
});

test('art. 12: representatives are one or two different people of those who complain along', () => {
  for (const representatives of [[], [0], [1], [0, 1]])
    assert.equal(objectionToRepresentatives({ ...told, joint: people, representatives }), undefined);
  for (const [joint, representatives] of [
    [people, [7]],
    [people, [1, 2]],
    [people, [1, 1]],
    [[], [0]],
  ] as const) {
    const refused = objectionToRepresentatives({ ...told, joint, representatives });
    assert.deepEqual(
      [refused?.refusal, refused?.status, refused?.field],
      ['representative-not-among-joint', 422, 'representatives'],
    );
  }
  assert.equal(
    objectionToRepresentatives({ ...told, representatives: [0] })?.field,
    'representatives',
    'nobody complains along',
  );
});
