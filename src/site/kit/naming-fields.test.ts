import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { phoneCodePage, phonePage } from '#site/account/sign-in.page.ts';
import { siteAssets } from './assets.ts';
import { readPhoneForm, readTwoCodesForm } from './code-forms.ts';
import type { FieldFault } from './form.ts';
import { formReader } from './form-reader.ts';

const t = textsFor('zh-CN', 'throw');
const shell = {
  assets: siteAssets().addresses,
  address: '/account/login',
  largePrint: false,
  authority: '云栖市市场监督管理局',
  demo: false,
  companion: false,
};
const withFaults = (faults: readonly FieldFault[]) => ({ guards: { csrf: 'c', idempotency: 'i' }, values: {}, faults });
const summary = (page: unknown): string => (/<ul>.*?<\/ul>/s.exec(String(page))?.[0] ?? '').replace(/<[^>]*>/g, '');

test('a field is asked about once: what cannot be kept is not also called wrong', () => {
  const read = readPhoneForm({ phone: '1380000\u00001234' });
  assert.ok('faults' in read);
  assert.deepEqual(
    read.faults.map(({ says }) => says),
    ['site:fault.unstorable'],
  );
  const long = formReader({ number: '9'.repeat(6000) });
  long.optionalText('number', 80);
  long.fault('number', 'follow:fault.number');
  const done = long.done({});
  assert.deepEqual('faults' in done && done.faults.map(({ says }) => says), ['site:fault.too-long']);
});

test('a sentence that fits any field bears its label in the summary, and only there', () => {
  const form = withFaults([{ field: 'phone', says: 'site:fault.unstorable' }]);
  const page = String(phonePage({ shell, form }, t));
  assert.match(summary(page), /^您的手机号是多少？ 含有无法保存的字符/);
  assert.doesNotMatch(page, /data-unnamed/);
  const own = withFaults([{ field: 'phone', says: 'account:fault.phone' }]);
  assert.equal(summary(phonePage({ shell, form: own }, t)), '请写手机号');
});

test('of two codes the summary says which one is meant, and a later one is asked for as such', () => {
  const read = readTwoCodesForm({ code: '', other: '12' });
  assert.ok('faults' in read);
  const page = String(
    phoneCodePage(
      { shell, form: withFaults(read.faults), action: '/a', back: '/b', phone: '138****1234', minutes: 5, two: true },
      t,
    ),
  );
  assert.match(summary(page), /请写第一条验证码.*第二条验证码应为 6 位数字/s);
  assert.match(
    String(phonePage({ shell, form: withFaults([]), sent: true }, t)),
    /href="\/account\/code">去填写验证码/,
  );
  assert.match(page, /过一会儿，再试着发送一条<\/button>/);
});
