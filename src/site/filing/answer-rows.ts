import type { Translate } from '#kernel/translate.ts';
import type { EvidenceFile } from '#site/kit/evidence.ts';
import { dayWords, moneyWords } from '#site/kit/figures.ts';
import { html } from '#site/kit/html.ts';
import { type Row, said } from '#site/kit/reading.ts';
import { tellingOf } from '#site/kit/told-by.ts';
import type { ClaimAnswer, ConsentsAnswer, FactsAnswer, PurchaseAnswer, RespondentAnswer } from './answers.ts';
import type { JointPerson } from './people-lines.ts';
import type { AgentAnswer, HelperAnswer, JointAnswer, PersonAnswer } from './read-people.ts';
import type { OperatorHit } from './respondent.page.ts';
import { type FilingRole, type FilingStep, type Matter, stepsFor } from './steps.ts';

/** Everything answered so far, as read by the parsers; the names behind chosen codes come with it. */
export type FilingAnswers = {
  readonly matter: Matter;
  readonly respondent?: RespondentAnswer;
  /** The register's entry when `respondent` is an operator or a shop that was found. */
  readonly operator?: OperatorHit;
  readonly purchase?: PurchaseAnswer;
  readonly objectName?: string;
  readonly facts?: FactsAnswer;
  readonly problemName?: string;
  readonly claim?: ClaimAnswer;
  readonly evidence: readonly EvidenceFile[];
  readonly role?: FilingRole;
  readonly person?: PersonAnswer;
  readonly agent?: AgentAnswer;
  readonly joint?: JointAnswer;
  readonly helper?: HelperAnswer;
  /** Names of recordings in which the person told it. */
  readonly heard?: readonly string[];
  /** Papers in which those who complain along choose who speaks for them. */
  readonly choices?: readonly string[];
  /** Names of the powers of attorney handed in. */
  readonly powers?: readonly string[];
  readonly consents?: ConsentsAnswer;
};

type Rows = readonly Row[];
type RowsOf = (answers: FilingAnswers, t: Translate) => Rows;

/** A row only where there is something to say. */
const row = (term: string, value: string | undefined): Rows =>
  value === undefined || value === '' ? [] : [{ term, value: said(value) }];

const matterRows: RowsOf = ({ matter }, t) =>
  row(t('filing:rows.matter'), standingAlone(t(`filing:matter.${matter}.short`)));

/** A word that elsewhere stands within a sentence. */
const standingAlone = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

export const respondentRows: RowsOf = ({ respondent, operator }, t) => {
  if (respondent === undefined) return [];
  if (respondent.kind === 'operator')
    return [
      ...row(t('filing:respondent.name'), operator?.name ?? respondent.operator),
      ...row(t('filing:respondent.address'), operator?.address),
      ...row(t('filing:respondent.licence'), operator?.licence),
    ];
  if (respondent.kind === 'registered-shop')
    return [
      ...row(t('filing:respondent.shop'), operator?.name ?? respondent.shop),
      ...row(t('filing:respondent.platform'), operator?.platform),
      ...row(t('filing:respondent.address'), operator?.address),
    ];
  if (respondent.kind === 'platform-shop')
    return [
      ...row(t('filing:respondent.platform'), respondent.platform),
      ...row(t('filing:respondent.shop'), respondent.shop),
      ...row(t('filing:respondent.link'), respondent.link),
      ...row(t('filing:respondent.address'), respondent.address),
    ];
  return [
    ...row(t('filing:respondent.name'), respondent.name ?? t('filing:rows.unknown')),
    ...row(t('filing:respondent.contact'), respondent.contact),
    ...row(t('filing:respondent.address'), respondent.address),
    ...row(t('filing:respondent.phone'), respondent.phone),
    ...row(t('filing:respondent.licence'), respondent.licence),
    ...row(t('filing:respondent.clue'), respondent.clue),
  ];
};

/** A shop by its own name, with the platform it stands on; nothing where it is no shop of a platform. */
export const shopRows: RowsOf = ({ respondent, operator }, t) => {
  if (respondent?.kind === 'platform-shop')
    return row(t('filing:respondent.shop'), shopOn(respondent.shop, respondent.platform));
  if (respondent?.kind === 'registered-shop')
    return row(t('filing:respondent.shop'), shopOn(operator?.name ?? respondent.shop, operator?.platform));
  return [];
};

const shopOn = (shop: string, platform: string | undefined): string =>
  platform === undefined ? shop : `${shop}（${platform}）`;

export const purchaseRows: RowsOf = ({ purchase, objectName }, t) =>
  purchase === undefined
    ? []
    : [
        ...row(t('filing:purchase.goods'), purchase.goods ?? (purchase.onReceipt && t('filing:purchase.onReceiptRow'))),
        ...row(t('filing:purchase.brand'), purchase.brand),
        ...row(t('filing:purchase.quantity'), purchase.quantity),
        ...row(t('filing:purchase.objectCode'), objectName),
        ...row(
          t('filing:purchase.online'),
          purchase.online === undefined
            ? purchase.onReceipt && t('filing:purchase.onlineOpen')
            : t(purchase.online ? 'filing:purchase.onlineYes' : 'filing:purchase.onlineNo'),
        ),
        ...row(t('filing:purchase.platform'), purchase.platform),
        ...row(t('filing:purchase.orderNumber'), purchase.orderNumber),
        ...row(t('filing:purchase.logisticsNumber'), purchase.logisticsNumber),
        ...row(t('filing:purchase.boughtOn'), purchase.boughtOn && dayWords(purchase.boughtOn, t)),
        ...row(t('filing:purchase.amount'), purchase.amount === undefined ? undefined : moneyWords(purchase.amount)),
      ];

export const factsRows: RowsOf = ({ facts, problemName }, t) => [
  ...row(t('filing:facts.facts'), facts?.facts),
  ...row(t('filing:facts.questionQuestion'), facts?.question),
  ...row(t('filing:facts.problemCode'), problemName),
  ...row(t('filing:facts.place'), facts?.place),
  ...row(t('filing:facts.knewOn'), facts?.knewOn && dayWords(facts.knewOn, t)),
];

/** Stands apart from the dispute: the other side of a complaint never sees it. */
export const breachRows: RowsOf = ({ facts }, t) => row(t('filing:facts.breach'), facts?.breach);

export const claimRows: RowsOf = ({ claim }, t) => {
  if (claim === undefined) return [];
  const words = claim.claims.map((one) => {
    const amount = one === 'refund' ? claim.refund : one === 'damages' ? claim.damages : undefined;
    return t(`filing:claim.${one}`) + (amount === undefined ? '' : ` ${moneyWords(amount)}`);
  });
  return [
    ...row(t('filing:rows.claim'), words.join(t('site:listComma'))),
    ...row(t('filing:claim.details'), claim.details),
  ];
};

export const evidenceRows: RowsOf = ({ evidence }, t) => [
  {
    term: t('filing:rows.evidence'),
    value:
      evidence.length === 0
        ? t('filing:rows.noEvidence')
        : html`${t('site:evidence.have', { count: evidence.length })}<ul>${evidence.map(({ name }) => html`<li dir="auto">${name}</li>`)}</ul>`,
  },
];

const roleRows: RowsOf = ({ role }, t) => row(t('filing:rows.role'), role && t(`filing:role.${role}.label`));

const personRows: RowsOf = ({ person }, t) => {
  if (person === undefined) return [];
  if (person.kind === 'anonymous') return row(t('filing:person.name'), t('filing:person.namedNo'));
  return [
    ...row(t('filing:person.name'), person.name),
    ...row(t('filing:person.phone'), person.phone ?? t('filing:person.noPhone')),
    ...row(t('filing:person.address'), person.address),
    ...row(t('filing:person.idKind'), person.identity && t(`complaint:idKind.${person.identity.idKind}`)),
    ...row(t('filing:person.idNumber'), person.identity?.idNumber),
    ...row(t('site:toldBy.legend'), person.telling?.toldBy && t(`site:toldBy.${person.telling.toldBy}.label`)),
    ...row(t('site:toldBy.email'), person.email),
    ...row(
      t('site:toldBy.electronicLegend'),
      person.telling && t(tellingOf(person.telling).electronic ? 'site:yes' : 'site:no'),
    ),
    ...row(
      t('filing:person.reportLegend'),
      person.reportNamed === undefined
        ? undefined
        : t(person.reportNamed ? 'filing:person.reportCarriesName' : 'filing:person.reportCarriesNone'),
    ),
  ];
};

const agentRows: RowsOf = ({ agent, powers = [] }, t) =>
  agent === undefined
    ? []
    : [
        ...row(t('filing:rows.agent'), agent.name),
        ...row(t('filing:person.phone'), agent.phone),
        ...row(t('site:agent.address'), agent.address),
        ...row(t('filing:person.idKind'), t(`complaint:idKind.${agent.idKind}`)),
        ...row(t('filing:person.idNumber'), agent.idNumber),
        ...row(t('filing:agent.powers'), t(`complaint:agentPower.${agent.powers}`)),
        ...row(t('filing:agent.matters'), agent.matters),
        ...row(t('filing:agent.until'), agent.until === undefined ? t('filing:rows.noEnd') : dayWords(agent.until, t)),
        ...row(t('filing:agent.paper'), powers.join(t('site:listComma'))),
      ];

const withPhone = ({ name, phone }: JointPerson): string => (phone === undefined ? name : `${name} ${phone}`);

const jointRows: RowsOf = ({ joint, choices = [] }, t) =>
  joint === undefined
    ? []
    : [
        ...row(t('filing:rows.others', { count: joint.others.length }), joint.others.map(withPhone).join('\n')),
        ...row(t('filing:joint.secondName'), joint.second && withPhone(joint.second)),
        ...row(t('filing:joint.choice'), choices.join(t('site:listComma'))),
      ];

const helperRows: RowsOf = ({ helper, heard = [] }, t) =>
  helper === undefined
    ? []
    : [
        ...row(t('filing:rows.helper'), helper.name),
        ...row(t('filing:person.phone'), helper.phone),
        ...row(t('filing:helper.relation'), t(`filing:helper.relations.${helper.relation}`)),
        ...row(t('filing:helper.station'), helper.station),
        ...row(t('filing:helper.told'), t(`filing:helper.tellings.${helper.told}`)),
        ...row(t('filing:helper.heard'), heard.join(t('site:listComma'))),
      ];

const consentsRows: RowsOf = ({ consents }, t) =>
  consents === undefined
    ? []
    : [
        ...row(t('filing:consents.publish.legend'), t(consents.publish ? 'site:yes' : 'site:no')),
        ...row(t('filing:consents.entrust.legend'), t(consents.entrust ? 'site:yes' : 'site:no')),
      ];

const rowsByStep: Readonly<Record<FilingStep, RowsOf>> = {
  matter: matterRows,
  respondent: respondentRows,
  purchase: purchaseRows,
  facts: (answers, t) => [...factsRows(answers, t), ...breachRows(answers, t)],
  claim: claimRows,
  evidence: evidenceRows,
  role: roleRows,
  person: personRows,
  agent: agentRows,
  joint: jointRows,
  helper: helperRows,
  consents: consentsRows,
  check: () => [],
};

/** Form 1 and form 2 call the same persons and things by other names; a question has no other side. */
export const partKey = (step: FilingStep, matter: Matter): string => {
  const isOwn = (step === 'respondent' || step === 'facts' || step === 'person') && matter !== 'complaint';
  return isOwn ? `filing:partOf.${matter}.${step}` : `filing:part.${step}`;
};

export type AnsweredStep = { readonly step: FilingStep; readonly rows: Rows };

/** All answers in the order they were asked. */
export const answeredSteps = (answers: FilingAnswers, t: Translate): readonly AnsweredStep[] =>
  stepsFor(answers.matter, answers.role)
    .map((step) => ({ step, rows: rowsByStep[step](answers, t) }))
    .filter(({ rows }) => rows.length > 0);
