import type { Translate } from '#kernel/translate.ts';
import { usualLimits } from '#platform/files/limits.ts';
import type { FilingAnswers } from '#site/filing/answer-rows.ts';
import { checkPage } from '#site/filing/check.page.ts';
import { claimPage } from '#site/filing/claim.page.ts';
import { consentsPage } from '#site/filing/consents.page.ts';
import { discardPage, resumePage, savedPage, savePage } from '#site/filing/draft.page.ts';
import { evidencePage } from '#site/filing/evidence.page.ts';
import { factsPage } from '#site/filing/facts.page.ts';
import { matterPage } from '#site/filing/matter.page.ts';
import { agentPage, helperPage, jointPage, personPage, rolePage } from '#site/filing/people.page.ts';
import { purchasePage } from '#site/filing/purchase.page.ts';
import { clearedPage, receiptPage } from '#site/filing/receipt.page.ts';
import { respondentPage } from '#site/filing/respondent.page.ts';
import { shortPage } from '#site/filing/short.page.ts';
import type { EvidenceFile } from '#site/kit/evidence.ts';
import type { FieldFault, FormValues } from '#site/kit/form.ts';
import type { Shell } from '#site/kit/layout.ts';
import { cardOf, formOf, hashOf, type Samples } from './sample-parts.ts';

export const sampleFiles: readonly EvidenceFile[] = [
  { id: 'e1', name: 'IMG_20260412_小票.jpg', bytes: 2_348_112, kind: 'image', address: '/file/evidence/e1' },
  { id: 'e2', name: '与客服的聊天记录.pdf', bytes: 412_900, kind: 'pdf', address: '/file/evidence/e2' },
];

const limits = { bytes: usualLimits.bytes, files: 30 };

const facts =
  '4月12日在临溪区解放路的家和电器买了一台电饭煲，付款 1280 元。\n第二天煮饭时内胆涂层脱落，米饭里有黑色碎片。4月13日去店里要求退货，店员说拆封了不能退，只能送修。';

export const sampleAnswers: FilingAnswers = {
  matter: 'both',
  respondent: { kind: 'operator', operator: 'op-1' },
  operator: {
    id: 'op-1',
    name: '云栖市临溪区家和电器商行',
    address: '云栖市临溪区解放路 88 号',
    licence: '92330102MA2BX0001X',
  },
  purchase: { online: false, goods: '电饭煲一台', boughtOn: '2026-04-12', amount: 128_000 },
  objectName: '家用电器',
  facts: { facts, breach: '店里同款电饭煲没有能效标识，也没有厂名厂址。', knewOn: '2026-04-13' },
  problemName: '质量',
  claim: { claims: ['return', 'refund', 'damages'], refund: 128_000, damages: 5_000 },
  evidence: sampleFiles,
  role: 'self',
  person: {
    kind: 'named',
    name: '林晓',
    phone: '13800001234',
    address: '云栖市临溪区桃源里 3 幢 502 室',
    identity: { idKind: 'resident-id', idNumber: '11010519491231002X' },
  },
  consents: { publish: true, entrust: false },
};

const typed: FormValues = {
  matter: 'complaint',
  chosen: 'described',
  name: '家和电器',
  online: 'yes',
  goods: '电饭煲一台',
  amount: '一千多',
  boughtOn: '大概上周',
  claims: ['refund'],
  refund: '1280',
};

const faults: readonly FieldFault[] = [
  { field: 'goods', says: 'filing:fault.goods' },
  { field: 'boughtOn', says: 'site:fault.day-unreadable' },
  { field: 'amount', says: 'site:fault.money-not-a-number' },
];

const codes = (words: string) => words.split(' ').map((label, at) => ({ value: `c${at}`, label }));

export function filingSamples(shell: Shell, t: Translate): Samples {
  const step = { shell, form: formOf(), matter: 'complaint' as const, begun: true };
  const hits = [
    {
      id: 'op-1',
      name: '云栖市临溪区家和电器商行',
      address: '云栖市临溪区解放路 88 号',
      licence: '92330102MA2BX0001X',
    },
    { id: 'op-2', name: '家和电器（望山）有限公司', address: '云栖市望山县人民路 12 号' },
  ];
  const receipt = {
    number: 'YQ-20260415-7K3M9-4',
    filedAt: new Date('2026-04-15T02:21:00Z'),
    contentHash: hashOf('complaint'),
    evidenceCount: 2,
  };
  const shown = { form: formOf(), until: new Date('2026-04-15T02:36:00Z') };
  return {
    'file-matter': () =>
      matterPage({ ...step, form: formOf({}, [{ field: 'matter', says: 'filing:fault.matter' }]) }, t),
    'file-respondent': () =>
      respondentPage(
        { ...step, form: formOf({ chosen: 'operator:op-1' }), search: { query: '家和电器', hits, total: 2 } },
        t,
      ),
    'file-respondent-none': () =>
      respondentPage(
        { ...step, form: formOf({ chosen: 'described' }), search: { query: '<b>无此店</b>', hits: [], total: 0 } },
        t,
      ),
    'file-purchase': () =>
      purchasePage({ ...step, objects: codes('食品 家用电器 服装鞋帽 其他'), form: formOf({ online: 'yes' }) }, t),
    'file-purchase-faults': () =>
      purchasePage({ ...step, objects: codes('食品 家用电器'), form: formOf({ ...typed, goods: '' }, faults) }, t),
    'file-facts': () =>
      factsPage({ ...step, matter: 'both', problems: codes('质量 售后 合同'), form: formOf({ facts }) }, t),
    'file-question': () => factsPage({ ...step, matter: 'question', problems: [] }, t),
    'file-claim': () => claimPage({ ...step, form: formOf(typed) }, t),
    'file-evidence': () =>
      evidencePage(
        {
          ...step,
          files: sampleFiles.map((file) => ({ ...file, notices: [{ notice: 'metadata-kept' }] })),
          limits,
          refused: [{ name: '录像.mov', says: 'files:refusals.file-too-large', values: { megabytes: 20 } }],
        },
        t,
      ),
    'file-evidence-none': () => evidencePage({ ...step, files: [], limits }, t),
    'file-role': () => rolePage(step, t),
    'file-person': () => personPage({ ...step, role: 'self' }, t),
    'file-person-both': () => personPage({ ...step, matter: 'both', role: 'self' }, t),
    'file-purchase-expired': () =>
      purchasePage({ ...step, objects: codes('食品'), form: { ...formOf(typed), expired: true } }, t),
    'file-person-report': () => personPage({ ...step, matter: 'report' }, t),
    'file-agent': () => agentPage({ ...step, role: 'agent', powerOfAttorney: { name: '委托书.jpg' } }, t),
    'file-joint': () => jointPage({ ...step, role: 'joint' }, t),
    'file-helper': () => helperPage({ ...step, role: 'helper' }, t),
    'file-consents': () => consentsPage({ ...step, role: 'self' }, t),
    'file-check': () =>
      checkPage(
        {
          ...step,
          matter: 'both',
          role: 'self',
          answers: sampleAnswers,
          warnings: [{ field: 'licence', says: 'filing:warning.licence' }],
        },
        t,
      ),
    'file-receipt': () =>
      receiptPage(
        {
          shell,
          receipts: [
            { ...receipt, kind: 'complaint', clock: cardOf('CMP-01', '2026-04-15', '2026-04-15', t) },
            { ...receipt, kind: 'report', number: 'YQ-20260415-2Q8HT-1', contentHash: hashOf('report') },
          ],
          phone: '138****1234',
          ...shown,
        },
        t,
      ),
    'file-receipt-companion': () =>
      receiptPage(
        {
          shell: { ...shell, companion: true },
          receipts: [{ ...receipt, kind: 'complaint', companion: true }],
          ...shown,
        },
        t,
      ),
    'file-short': () => shortPage({ shell, form: formOf() }, t),
    'file-save': () => savePage({ shell, form: formOf(), back: '/file/facts' }, t),
    'file-saved': () =>
      savedPage({ shell, draftNumber: 'CG-7K3M-9Q2T', keptUntil: '2026-05-15', resume: '/file/facts' }, t),
    'file-discard': () => discardPage({ shell, form: formOf(), back: '/file/facts', files: 2, saved: true }, t),
    'file-cleared': () => clearedPage({ shell, what: 'receipt', minutes: 15 }, t),
    'file-receipt-late': () => clearedPage({ shell, what: 'late', minutes: 15 }, t),
    'file-discarded': () => clearedPage({ shell, what: 'draft', minutes: 15 }, t),
    'file-resume': () => resumePage({ shell, form: formOf() }, t),
  };
}
