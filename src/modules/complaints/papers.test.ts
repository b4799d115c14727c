import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '#kernel/canonical.ts';
import type { Translate } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import type { Block, CanonicalPaper, Run } from './papers/canonical-paper.ts';
import { composePaper, type PaperCode, type PaperData, paperCodes } from './papers.ts';
import { specimens } from './papers-specimens.ts';

const zh = textsFor('zh-CN');
const en = textsFor('en');

const composed = <Code extends PaperCode>(code: Code, aid?: Translate): CanonicalPaper =>
  composePaper<Code>(code, specimens[code], zh, aid);

const textOfRuns = (runs: readonly Run[]): string =>
  runs.map((run) => (typeof run === 'string' ? run : run.value)).join('');

const textOfBlock = (block: Block): string => {
  if (block.kind === 'paragraph') return textOfRuns(block.runs);
  if (block.kind === 'grounds') return block.items.map((item) => item.text).join('\n');
  return JSON.stringify(block);
};

const textOf = (paper: CanonicalPaper): string => paper.blocks.map(textOfBlock).join('\n');

/** Word for word from the set 市场监督管理部门处理投诉举报文书式样 (April 2026), values left out. */
const officialTexts: Partial<Record<PaperCode, readonly string[]>> = {
  'form-3': [
    '请你局按照《市场监督管理投诉举报处理办法》的规定依法予以处理，并将处理结果于',
    '前报告我局。',
    '附：相关材料3份，共11页。',
  ],
  'form-4': [
    '根据《中华人民共和国消费者权益保护法实施条例》第四十六条第一款的规定，消费者和经营者发生消费争议向市场监督管理部门或者其他有关行政部门投诉的，应当提供真实身份信息等材料。',
    '根据《市场监督管理投诉举报处理办法》第十条第三款的规定，请你在2026年4月28日前向我局提供以下身份证明材料。',
    '逾期未提供或提供虚假材料的，我局将根据《市场监督管理投诉举报处理办法》第十条、第十六条的规定，对投诉依法不予受理。',
  ],
  'form-5': ['的投诉。经审查，符合《市场监督管理投诉举报处理办法》规定的受理条件，我局决定受理。', '特此告知。'],
  'form-6': [
    '的投诉。经审查，属以下第〔一〕项情形，依据《市场监督管理投诉举报处理办法》第十六条的规定，我局决定不予受理。',
    '（一）投诉事项不属于市场监督管理部门职责，或者本行政机关不具有处理权限的；',
    '（二）法院、仲裁机构、市场监督管理部门或者其他行政机关、消费者协会已经受理或者处理过同一消费者权益争议的；',
    '（三）不是为生活消费需要购买、使用商品或者接受服务，或者不能证明与被投诉人之间存在消费者权益争议的；',
    '（四）除法律另有规定外，投诉人知道或者应当知道自己的权益受到被投诉人侵害之日起超过三年的；',
    '（五）未提供本办法第十条第一款、第十一条规定的材料，或者提供虚假材料的；',
    '（六）冒用他人名义或者拒不配合市场监督管理部门核验真实身份信息的；',
    '（七）法律、法规、规章规定不予受理的其他情形。',
    '你还可以按照《中华人民共和国消费者权益保护法》第三十九条规定的其他途径解决消费者权益争议。',
  ],
  'form-7': [
    '的投诉，我局已经受理，根据《市场监督管理投诉举报处理办法》的规定，现组织双方当事人进行现场调解。请于2026年5月12日9时30分到',
    '参加调解。无正当理由不参加调解的，我局将依法终止调解。',
    '请携带以下材料：1. 身份证明材料；2. ',
    '如果您认为调解人员是投诉人或者被投诉人的近亲属或者有其他利害关系，可能影响公正处理投诉的，可以自收到本通知书之日起3日内对调解人员提出回避申请。',
    '特此通知。',
  ],
  'form-8': [
    '的投诉的调解过程中出现以下第〔五〕项情形，依据《市场监督管理投诉举报处理办法》第二十三条第一款的规定，我局决定终止调解。',
    '（一）投诉人撤回投诉或者双方自行和解的；',
    '（二）投诉人、被投诉人无正当理由不参加调解，或者明确拒绝调解的；',
    '（三）经组织调解，投诉人或者被投诉人明确表示无法达成调解协议的；',
    '（四）投诉人与被投诉人对鉴定、检测费用承担无法协商一致的；',
    '（五）自投诉受理之日起六十日内投诉人和被投诉人未能达成调解协议的；',
    '（六）市场监督管理部门受理投诉后，发现存在本办法第十六条、第四十二条规定情形的；',
    '（七）投诉人、被投诉人死亡或者主体资格灭失的；',
    '（八）法律、法规、规章规定的应当终止调解的其他情形。',
    '投诉人、被投诉人对市场监督管理部门作出的终止调解决定、调解结果不服的，可以按照《中华人民共和国消费者权益保护法》第三十九条规定，通过民事诉讼、仲裁等其他途径解决消费者权益争议。',
  ],
  'form-9': [
    '根据《市场监督管理投诉举报处理办法》有关规定，本局组织双方当事人进行调解，双方自愿达成如下协议：',
    '本调解书经双方当事人签字后生效。调解书生效后，一方当事人未履行的，另一方当事人可以依据《中华人民共和国消费者权益保护法》第三十九条规定，通过民事诉讼、仲裁等其他途径解决消费者权益争议。',
  ],
};

for (const [code, texts] of Object.entries(officialTexts)) {
  test(`${code} carries the words of the official set`, () => {
    const said = textOf(composed(code as PaperCode));
    for (const text of texts) assert.ok(said.includes(text), `${code} does not say ${text}`);
  });
}

test('form 1 has the labels of the official set, in its order', () => {
  const labels = ['姓名', '联系电话', '证件类型', '证件号码', '联系地址', '是否同意公示投诉信息', '是否同意委托调解'];
  const [sheet] = composed('form-1').blocks;
  assert.ok(sheet?.kind === 'sheet');
  const [complainant, respondent] = sheet.groups;
  assert.deepEqual(
    complainant?.rows.flat().map((cell) => cell.label),
    labels,
  );
  assert.deepEqual(
    respondent?.rows.flat().map((cell) => cell.label),
    ['名称（姓名）', '联系人', '地址', '联系电话'],
  );
});

test('an unasked consent ticks neither box', () => {
  const unasked = { ...specimens['form-1'], consents: { publicity: null, entrusted: false } };
  const [sheet] = composePaper('form-1', unasked, zh).blocks;
  assert.ok(sheet?.kind === 'sheet');
  const [publicity, entrusted] = sheet.groups[0]?.rows[3] ?? [];
  assert.deepEqual(
    publicity?.choices?.map((choice) => choice.chosen),
    [false, false],
  );
  assert.deepEqual(
    entrusted?.choices?.map((choice) => choice.chosen),
    [false, true],
  );
});

test('several grounds are named together', () => {
  const grounds: PaperData['form-6']['grounds'] = [2, 5];
  const paper = composePaper('form-6', { ...specimens['form-6'], grounds }, zh);
  assert.match(textOf(paper), /属以下第〔二、五〕项情形/);
  const listed = paper.blocks.find((block) => block.kind === 'grounds');
  assert.deepEqual(
    listed?.items.map((item) => item.chosen),
    [false, true, false, false, true, false, false],
  );
});

test('values are carried as they are, whatever they look like', () => {
  const matter = '{{matter}} $t(papers:form-5.closing) \ue000matter\ue001 #panic() <b>';
  const [body] = composePaper('form-5', { ...specimens['form-5'], matter }, zh).blocks;
  assert.ok(body?.kind === 'paragraph');
  assert.ok(body.runs.some((run) => typeof run !== 'string' && run.value === matter));
});

for (const code of paperCodes) {
  test(`${code} is complete in both languages and has a canonical form`, () => {
    const paper = composed(code, en);
    assert.equal(canonicalJson(JSON.parse(canonicalJson(paper))), canonicalJson(composed(code, en)));
    assert.equal(paper.readingAid?.language, 'en');
    assert.equal(composed(code).readingAid, undefined);
    assert.equal(composed(code, zh).readingAid, undefined, 'a Chinese reader needs no aid');
    assert.doesNotMatch(canonicalJson(paper), /papers:|undefined|\[object|NaN/);
  });
}

test('half a surrogate pair in a value does not stop an act', () => {
  const paper = composePaper('form-5', { ...specimens['form-5'], matter: 'a\ud800b', addressee: '\udc00' }, zh);
  assert.ok(canonicalJson(paper).includes('a\ufffdb'));
});
