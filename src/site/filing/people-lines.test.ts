import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Reading } from '#site/kit/form-reader.ts';
import { sampleAnswers } from '#test/site-samples/filing-samples.ts';
import { filingRequestOf } from './filing-request.ts';
import { isOnePerson, readPeopleLines } from './people-lines.ts';
import { readDraft } from './read-draft.ts';
import { type JointAnswer, ownAmong, type PersonAnswer, readJoint } from './read-people.ts';

const people = (text: string) => readPeopleLines(text).people;
const answered = <T>(reading: Reading<T>): T =>
  'answer' in reading ? reading.answer : assert.fail(JSON.stringify(reading.faults));
const faultsOf = (reading: Reading<unknown>): string[] =>
  'faults' in reading ? reading.faults.map(({ field, says }) => `${field}: ${says}`) : [];
const warningsOf = (reading: Reading<unknown>): string[] =>
  'warnings' in reading ? reading.warnings.map(({ says }) => says) : assert.fail('faults');

describe('people on lines', () => {
  test('a name and perhaps a phone on each line, or several people on one', () => {
    assert.deepEqual(people('王芳，13800001234\r\n李 雷 0571-88001234\n\n 韩梅'), [
      { name: '王芳', phone: '13800001234' },
      { name: '李 雷', phone: '0571-88001234' },
      { name: '韩梅' },
    ]);
    assert.deepEqual(people('王芳、李强\n韩梅 13800000013，阿迪力·买买提：13800000014, 赵敏'), [
      { name: '王芳' },
      { name: '李强' },
      { name: '韩梅', phone: '13800000013' },
      { name: '阿迪力·买买提', phone: '13800000014' },
      { name: '赵敏' },
    ]);
  });

  test('digits of an input method are digits, and the name stays as it was written', () => {
    assert.deepEqual(people('王芳：１３８００００５５５５\n李强，１３８００００６６６６'), [
      { name: '王芳', phone: '13800005555' },
      { name: '李强', phone: '13800006666' },
    ]);
    assert.deepEqual(people('ＡＢＣ商行（王芳）　１３８－００００－５５５５'), [
      { name: 'ＡＢＣ商行（王芳）', phone: '13800005555' },
    ]);
  });

  test('as people write and copy: no blank, brackets, labels, invisible marks, numbered lists, family suffixes', () => {
    assert.deepEqual(people('王芳13800001234'), [{ name: '王芳', phone: '13800001234' }]);
    assert.deepEqual(people('王芳（13800001234）'), [{ name: '王芳', phone: '13800001234' }]);
    assert.deepEqual(people('王芳 联系电话：138 0000 1234'), [{ name: '王芳', phone: '13800001234' }]);
    assert.deepEqual(people('王芳，\u202d13800001234\u202c'), [{ name: '王芳', phone: '13800001234' }]);
    assert.deepEqual(people('1、王芳 13800001234\n2. 李强\n（3）赵敏'), [
      { name: '王芳', phone: '13800001234' },
      { name: '李强' },
      { name: '赵敏' },
    ]);
    assert.deepEqual(people('John Smith, Jr. 13700001111'), [{ name: 'John Smith, Jr.', phone: '13700001111' }]);
    assert.deepEqual(people('John Smith, Jr., 13700001111; Mary Jones III'), [
      { name: 'John Smith, Jr.', phone: '13700001111' },
      { name: 'Mary Jones III' },
    ]);
    assert.deepEqual(people('王芳 0571-88001234转12'), [{ name: '王芳', phone: '0571-88001234-12' }]);
  });

  test('a number is nobody’s name: beside nobody, it is asked for', () => {
    assert.deepEqual(readPeopleLines('13800001234'), { people: [], strays: ['13800001234'] });
    assert.deepEqual(readPeopleLines('王芳，13800001234，13900001234'), {
      people: [{ name: '王芳', phone: '13800001234' }],
      strays: ['13900001234'],
    });
    assert.deepEqual(faultsOf(readJoint({ others: '１３８００００１２３４', agreed: 'yes' })), [
      'others: filing:fault.number-without-name',
    ]);
    const digits = fc.stringMatching(/^[0-9\uff10-\uff19]{1,15}$/);
    const separators = fc.constantFrom('，', ',', '、', ' ', '：', '\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('王芳', '李强', ''), separators, digits)), (parts) => {
        const text = parts.map(([name, separator, number]) => name + separator + number).join('；');
        for (const { name } of people(text)) assert.match(name, /[王李]/u, text);
      }),
    );
  });
});

describe('those who complain together (Order 121 art. 12)', () => {
  const agreed = { agreed: 'yes' };
  const twoWangs = { ...agreed, others: '王芳 13800001111\n王芳 13900002222\n李强' };

  test('the second representative is one of them', () => {
    const joint = { ...agreed, others: '王芳、李强 13800000013' };
    assert.deepEqual(faultsOf(readJoint({ others: '王芳' })), ['agreed: filing:fault.agreed']);
    assert.deepEqual(faultsOf(readJoint({ ...joint, secondName: '张不在名单' })), [
      'secondName: filing:fault.second-not-listed',
    ]);
    assert.deepEqual(answered(readJoint({ ...joint, secondName: ' 李 强' })).second, {
      name: '李强',
      phone: '13800000013',
      at: 1,
    });
  });

  const filed = (joint: JointAnswer) => {
    const consents = { publish: false, entrust: false };
    return filingRequestOf({ ...sampleAnswers, role: 'joint', joint, consents }, 'zh-CN');
  };

  test('a namesake is nobody else: the number tells whom, and nobody is lost', () => {
    assert.deepEqual(faultsOf(readJoint({ ...twoWangs, secondName: '王芳' })), [
      'secondPhone: filing:fault.second-which',
    ]);
    assert.deepEqual(faultsOf(readJoint({ ...twoWangs, secondName: '王芳', secondPhone: '13700000000' })), [
      'secondPhone: filing:fault.second-which',
    ]);
    const joint = answered(readJoint({ ...twoWangs, secondName: '王芳', secondPhone: '１３９ ００００ ２２２２' }));
    assert.deepEqual(joint.second, { name: '王芳', phone: '13900002222', at: 1 });
    const { joint: people, representatives } = filed(joint) ?? assert.fail('incomplete');
    assert.deepEqual(people, [
      { name: '王芳', phone: '13900002222' },
      { name: '王芳', phone: '13800001111' },
      { name: '李强' },
    ]);
    assert.deepEqual(representatives, [0]);
  });

  test('whoever is chosen, everybody listed is filed, and filed once', () => {
    const listed = fc.uniqueArray(fc.tuple(fc.constantFrom('王芳', '李强', '赵敏'), fc.integer({ min: 0, max: 9 })), {
      selector: ([name, digit]) => name + digit,
      minLength: 1,
    });
    fc.assert(
      fc.property(listed, fc.nat(), (all, pick) => {
        const lines = all.map(([name, digit]) => `${name} 1380000111${digit}`);
        const [name = '', digit = 0] = all[pick % all.length] ?? [];
        const raw = { ...agreed, others: lines.join('\n'), secondName: name, secondPhone: `1380000111${digit}` };
        const request = filed(answered(readJoint(raw)));
        const people = (request?.joint ?? []).map((one) => `${one.name} ${one.phone}`);
        assert.deepEqual([...people].sort(), [...lines].sort());
        assert.equal(people[0], `${name} 1380000111${digit}`);
      }),
    );
  });

  test('the same person listed twice is refused, a namesake without a number pointed out', () => {
    assert.deepEqual(faultsOf(readJoint({ ...agreed, others: '王芳 13800001111\n王 芳，+86 138 0000 1111' })), [
      'others: filing:fault.listed-twice',
    ]);
    assert.deepEqual(warningsOf(readJoint({ ...agreed, others: '王芳 13800001111\n王芳' })), [
      'filing:warning.listed-twice',
    ]);
    assert.deepEqual(warningsOf(readJoint(twoWangs)), []);
    assert.equal(isOnePerson({ name: '王芳' }, { name: '李强' }), 'no');
  });

  test('who files is not one of the others as well', () => {
    const own = { name: '林晓', phone: '13800001234' };
    const person: PersonAnswer = { kind: 'named', ...own };
    const among = (others: string) => ownAmong(person, answered(readJoint({ ...agreed, others })));
    assert.equal(among('王芳\n林晓 138-0000-1234'), 'yes');
    assert.equal(among('王芳\n林晓'), 'perhaps');
    assert.equal(among('王芳\n林晓 13900001234'), 'no');
    assert.equal(ownAmong({ kind: 'anonymous' }, { others: [own] }), 'no');
    const steps = {
      ...{ matter: { matter: 'complaint' }, role: { role: 'joint' } },
      person: { ...own, address: '桂花路 3 号', idKind: 'passport', idNumber: 'E1' },
      joint: { ...agreed, others: '林晓 13800001234' },
    };
    const says = readDraft(steps, '2026-05-06').warnings.map((one) => one.says);
    assert.deepEqual(says, ['filing:warning.own-name-listed']);
  });
});
