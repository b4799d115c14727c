import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asksThought, noticesOf } from '#platform/files/file-notices.ts';
import type { ListedFile } from '#platform/files/list-files.ts';
import { textsFor } from '#platform/texts.ts';
import { siteAssets } from '#site/kit/assets.ts';
import { fileWords } from '#site/kit/evidence.ts';
import { sampleAnswers } from '#test/site-samples/filing-samples.ts';
import { formOf } from '#test/site-samples/sample-parts.ts';
import type { FilingAnswers } from './answer-rows.ts';
import { checkPage } from './check.page.ts';
import { filesShown } from './draft-view.ts';
import { type FilingRole, filesAsked, filingRoles, type Matter, matters, stepsFor } from './steps.ts';

const t = textsFor('zh-CN', 'throw');
const purposes = ['evidence', 'power-of-attorney', 'representation', 'telling'] as const;

const pdf = {
  ...{ mediaType: 'application/pdf', bytes: 90, sha256: 'ab', cleaning: 'kept' as const },
  ...{ hasThumbnail: false, pages: 1, madeAt: new Date(0) },
};

const people: Pick<FilingAnswers, 'agent' | 'joint' | 'helper'> = {
  agent: {
    ...{ name: '孙小明', phone: '13800000012', address: '竹林路 8 号', idKind: 'passport', idNumber: 'E1' },
    ...{ powers: 'general', matters: '代为参加调解' },
  },
  joint: { others: [{ name: '王芳' }] },
  helper: { name: '赵站长', phone: '13800000014', relation: 'keeper', told: 'voice' },
};

const checked = (files: readonly ListedFile[], matter: Matter, role: FilingRole): string => {
  const asked = stepsFor(matter, role);
  // As a draft is read: answers of questions that are asked no more are no answers.
  const answered = Object.entries(people).filter(([step]) => asked.some((one) => one === step));
  const answers: FilingAnswers = {
    ...sampleAnswers,
    ...Object.fromEntries(answered),
    matter,
    role,
    ...filesShown(files, matter, role),
  };
  const shell = {
    ...{ assets: siteAssets().addresses, address: '/file/check', largePrint: false },
    ...{ authority: '云栖市市场监督管理局', demo: false, companion: false },
  };
  return String(checkPage({ shell, form: formOf(), matter, role, answers, warnings: [] }, t));
};

test('every notice of a file is said in both languages: what may be seen, by whom, and what to do', () => {
  const renamed = noticesOf({ name: '合同\u{FFFD}.exe', mediaType: 'application/pdf', cleaning: 'kept' });
  assert.deepEqual(
    renamed.map(({ notice }) => notice),
    ['metadata-kept', 'extension-differs', 'unreadable-name'],
  );
  assert.deepEqual(noticesOf({ name: '合同.pdf', mediaType: 'application/pdf', cleaning: 'made' }), []);
  const broken = noticesOf({ name: '1.jpg', mediaType: 'image/jpeg', cleaning: 'unreadable' });
  for (const language of ['zh-CN', 'en'] as const)
    for (const seenBy of ['sides', 'officials'] as const) {
      const words = textsFor(language, 'throw');
      const said = [
        ...fileWords({ kind: 'pdf', notices: renamed }, seenBy, words),
        ...fileWords({ kind: 'image', notices: [...broken, { notice: 'already-there' }] }, seenBy, words),
      ];
      assert.equal(said.length, 5);
      assert.match(said[0] ?? '', seenBy === 'sides' ? /对方|the other side/u : /^((?!对方|the other side).)*$/u);
      assert.match(said[0] ?? '', /截图|screenshots/u);
      assert.match(said[1] ?? '', /“\.exe”.*“\.pdf”/u);
      for (const one of said) assert.doesNotMatch(one, /\{\{|undefined/u);
    }
  assert.ok(asksThought('evidence', renamed) && asksThought('identity', broken));
  assert.ok(!asksThought('identity', renamed), 'a paper about a person is opened by officials alone');
});

test('whatever was handed in before matter or role was changed: the files that are filed are the files that are shown', () => {
  const handedIn = fc
    .array(fc.constantFrom(...purposes), { maxLength: 8 })
    .map((all) =>
      all.map((purpose, at): ListedFile => ({ ...pdf, file: `f${at}`, name: `材料-${at}-号.pdf`, purpose })),
    );
  fc.assert(
    fc.property(handedIn, fc.constantFrom(...matters), fc.constantFrom(...filingRoles), (files, matter, role) => {
      const page = checked(files, matter, role);
      const filed = filesAsked(files, matter, role);
      for (const file of files) assert.equal(page.includes(file.name), filed.includes(file), `${matter} ${role}`);
    }),
  );
});

test('a report takes along evidence and nothing else, a question nothing; who speaks for others brings the paper for it', () => {
  const files = purposes.map((purpose) => ({ purpose }));
  const asked = (matter: Matter, role: FilingRole) => filesAsked(files, matter, role).map(({ purpose }) => purpose);
  for (const role of filingRoles) {
    assert.deepEqual(asked('report', role), ['evidence']);
    assert.deepEqual(asked('question', role), []);
  }
  assert.deepEqual(asked('complaint', 'self'), ['evidence']);
  assert.deepEqual(asked('both', 'agent'), ['evidence', 'power-of-attorney']);
  assert.deepEqual(asked('complaint', 'joint'), ['evidence', 'representation']);
  assert.deepEqual(asked('complaint', 'helper'), ['evidence', 'telling']);
});
