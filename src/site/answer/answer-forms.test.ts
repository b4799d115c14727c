import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proofCode } from '#kernel/proof-code.ts';
import { siteAssets } from '#site/kit/assets.ts';
import { siteSamples } from '#test/site-samples/site-samples.ts';
import { readNoticeCode } from './answer-forms.ts';

const faultsOf = (code: string): string[] => {
  const reading = readNoticeCode({ code });
  return 'faults' in reading ? reading.faults.map(({ says }) => says) : [];
};

test('the code beside the square is known as such, of today and of before; the answer code is none', () => {
  const today = proofCode(new Uint8Array(16).fill(200));
  for (const wrong of [today, today.toLowerCase().replaceAll('-', ' '), 'aB3-x_9Lm0I1oQ2wZ'])
    assert.deepEqual(faultsOf(wrong), ['answer:fault.proofCode'], wrong);
  for (const right of ['H7KM2-Q9XWD', 'h7km2q9xwd']) assert.deepEqual(faultsOf(right), []);
});

describe('what the pages of papers and answers say', () => {
  const page = (name: string, language: 'zh-CN' | 'en' = 'zh-CN'): string =>
    String(siteSamples({ language, largePrint: false }, siteAssets().addresses)[name]?.());

  test('who has answered is asked no more, before and after that', () => {
    assert.match(page('operator-case'), /请说明情况，并答复是否同意调解/);
    assert.doesNotMatch(page('operator-case-answered'), /请说明情况/);
    assert.match(page('operator-case-answered'), /您的答复已经收到/);
    assert.match(page('operator-case-answered', 'en'), /Your answer has been received/);
  });

  test('no length of a code is told that papers do not bear', () => {
    for (const language of ['zh-CN', 'en'] as const) assert.doesNotMatch(page('answer-code', language), /16/);
  });

  test('a genuine copy whose file has another hash is not left to be taken for a forgery', () => {
    assert.match(page('proof-found'), /带英文辅助的、大字的版本[^<]*“下载”得到的那一份比较/);
    assert.match(page('proof-found', 'en'), /English reading aid or in large print[^<]*take the file that “Download”/);
  });

  test('art. 24: the consumer is told that the mediation paper binds once signed, and how to sign', () => {
    assert.match(page('case-agreed'), /双方签名或者盖章后生效；还没有签的，请到云栖市临溪区市场监督管理局的窗口签/);
    assert.match(page('case-agreed', 'en'), /binds once both sides have signed or sealed it/);
  });
});
