import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalJson } from '#kernel/canonical.ts';
import type { Translate } from '#kernel/translate.ts';
import { textsFor } from '#platform/texts.ts';
import type { Block, CanonicalPaper, Run } from './papers/canonical-paper.ts';
import { copyForJoint } from './papers/copy-for-joint.ts';
import { officialSet } from './papers/fixtures/official-set.ts';
import { registrationFor } from './papers/registration-for.ts';
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

/** What the form itself says, every value left out as a blank of the official set. */
const wordsOf = (paper: CanonicalPaper): string[] =>
  paper.blocks.flatMap((block) => {
    if (block.kind === 'grounds') return block.items.map((item) => item.text);
    if (block.kind !== 'paragraph') return [];
    return [block.runs.map((run) => (typeof run === 'string' ? run : '＿')).join('')];
  });

/** Reasons and the competent body are added by arts. 13 and 15(2); the set has no line for them. */
const bare = { reason: '', competentBody: '' };

const asPrinted = (text: string): string => text.replaceAll(/\s/gu, '');

for (const [code, official] of Object.entries(officialSet)) {
  test(`${code} says what the official set says, word for word, and nothing more`, () => {
    const form = code as keyof typeof officialSet;
    const paper = composePaper(form, { ...specimens[form], ...bare }, zh);
    assert.equal(paper.title, official.title);
    assert.deepEqual(wordsOf(paper).map(asPrinted), official.lines.map(asPrinted));
    assert.deepEqual(
      paper.notes?.items.map(asPrinted),
      official.notes.map((note) => asPrinted(note)),
    );
  });
}

test('a receipt says what filing at a companion of 12315 is: first no complaint yet, then the day and number it is registered under', () => {
  const receipt = { ...specimens['filing-receipt'], standing: 'companion' } as const;
  const { clock: _clock, ...waiting } = receipt;
  assert.match(textOf(composePaper('filing-receipt', waiting, zh)), /尚不是向市场监督管理部门提出的投诉/u);
  const registered = { ...receipt, receivedOn: receipt.filedOn, registeredAs: '12315-99' };
  const said = textOf(composePaper('filing-receipt', registered, zh));
  assert.match(said, /2026年4月20日在全国12315平台登记这件投诉，登记编号12315-99/u);
  assert.doesNotMatch(said, /尚不是/u);
});

test('an answer given anew names the letter it takes the place of; the first one names none', () => {
  const first = specimens['consultation-answer'];
  const anew = { ...first, replaces: { number: '云临市监咨答〔2026〕1号', on: first.receivedOn } };
  assert.doesNotMatch(textOf(composePaper('consultation-answer', first, zh)), /取代/);
  assert.match(
    textOf(composePaper('consultation-answer', anew, zh)),
    /取代我局2026年4月20日作出的云临市监咨答〔2026〕1号答复书/,
  );
});

test('form 7 asks for proof of identity first', () => {
  assert.ok(textOf(composed('form-7')).includes('请携带以下材料：1. 身份证明材料；2. '));
});

test('form 9 for whoever complains along says what was agreed, and nobody’s telephone or address', () => {
  const whole = composePaper('form-9', specimens['form-9'], zh, textsFor('en'));
  const copy = copyForJoint(whole, textsFor);
  const { complainant, respondent, terms } = specimens['form-9'];
  const said = JSON.stringify(copy);
  for (const { phone, address } of [complainant, respondent]) {
    assert.ok(JSON.stringify(whole).includes(phone) && JSON.stringify(whole).includes(address));
    assert.ok(!said.includes(phone) && !said.includes(address));
  }
  for (const text of [complainant.name, respondent.name, ...terms]) assert.ok(said.includes(text), text);
  assert.deepEqual([copy.proof, copy.notes?.items.at(-1)], [undefined, zh('papers:copyForJoint')]);
});

test('form 1 for whoever complains along has their own particulars and nobody else’s; the rest is as registered', () => {
  const along = [{ name: '赵六', phone: '13700000007', address: '梅花路 3 号', speaks: false }];
  const whole = composePaper('form-1', { ...specimens['form-1'], along }, zh, textsFor('en'));
  const own = { name: '王芳', phone: '13800001234', idKind: 'passport', idNumber: 'E00000001', address: '' };
  const copy = registrationFor(whole, own, textsFor);
  const { complainant, respondent, facts } = specimens['form-1'];
  const said = JSON.stringify(copy);
  for (const value of [complainant.phone, complainant.idNumber, complainant.address]) {
    assert.ok(value !== '' && JSON.stringify(whole).includes(value));
    assert.ok(!said.includes(value), value);
  }
  assert.ok(JSON.stringify(whole).includes('赵六') && !said.includes('赵六') && !said.includes('13700000007'));
  for (const text of [own.name, own.phone, own.idNumber, '护照', respondent.phone, String(facts).slice(0, 10)])
    assert.ok(said.includes(text), text);
  assert.deepEqual([copy.proof, copy.notes?.items.at(-1)], [undefined, zh('papers:registrationFor')]);
});

test('form 9 has the labels of the official set, in its order', () => {
  const [lines] = composed('form-9').blocks;
  assert.ok(lines?.kind === 'lines');
  assert.deepEqual(
    lines.rows.flat().map((one) => one.label),
    [
      ...['投诉人', '联系电话', '联系地址', '委托代理人', '联系电话', '联系地址'],
      ...['被投诉人', '法定代表人（负责人）', '联系电话', '地址（经营场所）', '委托代理人', '联系电话', '联系地址'],
    ],
  );
});

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

test('the kind of identity paper stands in words of the language it is read in, whatever was kept', () => {
  for (const kept of ['resident-id', 'id-card', '居民身份证', 'Resident identity card (居民身份证)']) {
    const form1 = { ...specimens['form-1'], complainant: { ...specimens['form-1'].complainant, idKind: kept } };
    const paper = composePaper('form-1', form1, zh, textsFor('en'));
    assert.ok(JSON.stringify(paper.blocks).includes('"证件类型","value":"居民身份证"'), kept);
    assert.ok(JSON.stringify(paper.readingAid).includes('"value":"Resident identity card'), kept);
    const sheet = composePaper('case-sheet', { ...specimens['case-sheet'], idKind: kept }, zh);
    assert.ok(JSON.stringify(sheet.blocks).includes('"证件类型","value":"居民身份证"'), kept);
  }
});

test('the sheet says whether it was bought online only where somebody has said it', () => {
  const said = (online: boolean | null, t = zh) =>
    JSON.stringify(composePaper('case-sheet', { ...specimens['case-sheet'], online }, t).blocks);
  assert.match(said(null), /"是否网络消费","value":"尚未记明"/);
  assert.match(said(null, textsFor('en')), /"value":"not yet written down"/);
  assert.match(said(false), /"是否网络消费","value":"否"/);
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

test('an address stands free of the words around it, in messages and on papers, so that it opens when it is touched', () => {
  for (const name of ['notices', 'papers', 'verify', 'account']) {
    const texts = readFileSync(new URL(`../../locales/${name}.zh-CN.json`, import.meta.url), 'utf8');
    const glued = [...texts.matchAll(/.{0,12}(?:[^\s"：]\{\{url\}\}|\{\{url\}\}[^\s"]).{0,12}/gu)].map(
      ([found]) => found,
    );
    assert.deepEqual(glued, [], name);
  }
});

test('TER-06 form 8 says which item of art. 16 it was, on what it rests and where the complainant can go, as form 6 does', () => {
  const of = (more: Partial<(typeof specimens)['form-8']>) =>
    asPrinted(textOf(composePaper('form-8', { ...specimens['form-8'], grounds: [6], reason: '已核实', ...more }, zh)));
  assert.match(
    of({ found: '1', competentBody: '临溪区卫生健康局' }),
    /第十六条第（一）项规定的情形：投诉事项不属于.*。具体情况：已核实投诉人可以向有处理权限的临溪区卫生健康局提出投诉。/u,
  );
  assert.match(
    of({ found: '1', transferredTo: '望山县农业农村局' }),
    /第一百一十五条的规定，我局已将该投诉移交望山县农业农村局处理。/u,
  );
  assert.match(
    of({ found: '2', earlier: { body: '临溪区人民法院', on: '2026-03-02' } }),
    /已由临溪区人民法院于2026年3月2日受理或者处理。/u,
  );
  assert.match(of({ found: '3', factors: ['shared-phone-or-address'] }), /第十七条第一款考虑了以下因素/u);
  assert.match(of({ found: '4', knewOn: '2022-03-01' }), /投诉人于2022年3月1日已经知道或者应当知道/u);
  const six = composePaper('form-6', { ...specimens['form-6'], grounds: [4], knewOn: '2022-03-01' }, zh);
  assert.match(asPrinted(textOf(six)), /你于2022年3月1日已经知道或者应当知道/u);
});

test('REF-05 forms 6 and 8 say of a paper that is missing that it was not supplied, and of nothing else', () => {
  const faults = { papersAtFault: ['respondent', 'false'], identityFault: 'check-refused' } as const;
  const six = composePaper('form-6', { ...specimens['form-6'], grounds: [5, 6], ...faults }, zh, en);
  const eight = composePaper('form-8', { ...specimens['form-8'], grounds: [6], found: '5', ...faults }, zh, en);
  assert.match(
    asPrinted(textOf(six)),
    /经审查，你未提供以下材料（内容）：1\.被投诉人的名称（姓名）、地址经审查，你提供的材料虚假。经审查，你拒不配合核验/u,
  );
  assert.match(
    asPrinted(textOf(eight)),
    /经审查，投诉人未提供以下材料（内容）：1\.被投诉人的名称（姓名）、地址经审查，投诉人提供的材料虚假。经审查，投诉人拒不配合核验/u,
  );
  const read = ({ readingAid }: CanonicalPaper) => readingAid?.blocks.map(textOfBlock).join('\n') ?? '';
  assert.match(
    read(six),
    /you did not supply the following:\n.*The respondent’s name and address\n.*papers you supplied are false/u,
  );
  assert.match(read(eight), /the complainant did not supply the following:\n/u);
  const imposture = { ...specimens['form-6'], grounds: [6], identityFault: 'impersonation' };
  assert.match(textOf(composePaper('form-6', imposture, zh)), /经审查，你冒用他人名义投诉。/u);
});

test('a public notice of a letter without a number has no brackets with nothing in them', () => {
  const notice = (paperNumber: string) =>
    composePaper('public-notice', { ...specimens['public-notice'], paperNumber }, zh, en);
  const said = canonicalJson(notice(''));
  assert.doesNotMatch(said, /（）|\(\)|（"|\("/u);
  assert.match(textOf(notice('')), /》，现参照/u);
  assert.match(textOf(notice('甲〔2026〕1号')), /》（甲〔2026〕1号），现参照/u);
});

test('a table the service keeps bears no name of a form: nobody fills it in', () => {
  for (const code of ['case-history', 'case-statements', 'service-record'] as const)
    assert.equal(composePaper(code, specimens[code] as never, zh).formName, '');
  assert.equal(composePaper('call-record', specimens['call-record'], zh).formName, '本地文书式样');
});
