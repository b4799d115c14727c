/** The catalogue of papers: the official forms 1 and 3–9 of April 2026 and the local ones, and how each is composed. */

import type { OrderText } from '#kernel/governing-order.ts';
import type { Translate } from '#kernel/translate.ts';
import * as between from './papers/between-bodies.ts';
import * as bundled from './papers/bundle-papers.ts';
import type { Block, CanonicalPaper } from './papers/canonical-paper.ts';
import { type CaseSheetPaper, caseSheet } from './papers/case-sheet.ts';
import * as competence from './papers/competence-letters.ts';
import * as incident from './papers/incident-papers.ts';
import { type LocalLetterPaper, localLetter } from './papers/local-letter.ts';
import * as local from './papers/local-letters.ts';
import * as records from './papers/local-records.ts';
import * as mediation from './papers/mediation-letters.ts';
import * as letters from './papers/official-letters.ts';
import * as tables from './papers/official-tables.ts';
import type { PaperBody, PaperRecipe } from './papers/parts.ts';
import { type PublicNoticePaper, publicNotice } from './papers/public-notice.ts';
import * as question from './papers/question-letters.ts';
import { type RegistrationReminderPaper, registrationReminder } from './papers/registration-reminder.ts';
import { type Wording, wordingOf } from './papers/wording.ts';

export type { CanonicalPaper } from './papers/canonical-paper.ts';

/** What each paper must be told. */
export type PaperData = {
  'form-1': tables.RegistrationPaper;
  'form-3': letters.ForwardingPaper;
  'form-4': letters.IdentityProofPaper;
  'form-5': letters.AcceptancePaper;
  'form-6': letters.RefusalPaper;
  'form-7': letters.MediationNoticePaper;
  'form-8': letters.TerminationPaper;
  'form-9': tables.MediationAgreementPaper;
  'filing-receipt': records.FilingReceiptPaper;
  'identity-request': local.IdentityRequestPaper;
  'supplement-request': local.SupplementRequestPaper;
  'respondent-notice': local.RespondentNoticePaper;
  'platform-data-request': local.PlatformDataRequestPaper;
  'competence-request': between.CompetenceRequestPaper;
  'competence-question': competence.CompetenceQuestionPaper;
  'competence-notice': competence.CompetenceNoticePaper;
  'competence-transfer': competence.CompetenceTransferPaper;
  'food-transfer-notice': local.FoodTransferNoticePaper;
  'food-transfer': between.FoodTransferPaper;
  'other-path-notice': local.OtherPathNoticePaper;
  'unregistered-notice': local.UnregisteredNoticePaper;
  'registration-reminder': RegistrationReminderPaper;
  'consultation-answer': question.ConsultationAnswerPaper;
  'personal-data-answer': local.PersonalDataAnswerPaper;
  entrustment: between.EntrustmentPaper;
  'entrustment-end': between.EntrustmentEndPaper;
  'appraisal-notice': local.AppraisalNoticePaper;
  'mediator-change': mediation.MediatorChangePaper;
  'session-off-notice': local.SessionOffNoticePaper;
  'recusal-decision': local.RecusalDecisionPaper;
  'mediation-record': records.MediationRecordPaper;
  'call-record': records.CallRecordPaper;
  'public-notice': PublicNoticePaper;
  'service-receipt': records.ServiceReceiptPaper;
  'fraud-hand-over': between.FraudHandOverPaper;
  'annulment-notice': local.AnnulmentNoticePaper;
  'correction-notice': local.CorrectionNoticePaper;
  'local-letter': LocalLetterPaper;
  'case-sheet': CaseSheetPaper;
  'case-history': bundled.CaseHistoryPaper;
  'case-statements': bundled.CaseStatementsPaper;
  'service-record': bundled.ServiceRecordPaper;
  'incident-fact-sheet': incident.IncidentFactSheetPaper;
  'incident-announcement': incident.IncidentAnnouncementPaper;
  'incident-claimants': incident.IncidentClaimantsPaper;
};

export type PaperCode = keyof PaperData;

const catalogue: { readonly [Code in PaperCode]: PaperRecipe<PaperData[Code]> } = {
  'form-1': tables.registration,
  'form-3': letters.forwarding,
  'form-4': letters.identityProof,
  'form-5': letters.acceptance,
  'form-6': letters.refusal,
  'form-7': letters.mediationNotice,
  'form-8': letters.termination,
  'form-9': tables.mediationAgreement,
  'filing-receipt': records.filingReceipt,
  'identity-request': local.identityRequest,
  'supplement-request': local.supplementRequest,
  'respondent-notice': local.respondentNotice,
  'platform-data-request': local.platformDataRequest,
  'competence-request': between.competenceRequest,
  'competence-question': competence.competenceQuestion,
  'competence-notice': competence.competenceNotice,
  'competence-transfer': competence.competenceTransfer,
  'food-transfer-notice': local.foodTransferNotice,
  'food-transfer': between.foodTransfer,
  'other-path-notice': local.otherPathNotice,
  'unregistered-notice': local.unregisteredNotice,
  'registration-reminder': registrationReminder,
  'consultation-answer': question.consultationAnswer,
  'personal-data-answer': local.personalDataAnswer,
  entrustment: between.entrustment,
  'entrustment-end': between.entrustmentEnd,
  'appraisal-notice': local.appraisalNotice,
  'mediator-change': mediation.mediatorChange,
  'session-off-notice': local.sessionOffNotice,
  'recusal-decision': local.recusalDecision,
  'mediation-record': records.mediationRecord,
  'call-record': records.callRecord,
  'public-notice': publicNotice,
  'service-receipt': records.serviceReceipt,
  'fraud-hand-over': between.fraudHandOver,
  'annulment-notice': local.annulmentNotice,
  'correction-notice': local.correctionNotice,
  'local-letter': localLetter,
  'case-sheet': caseSheet,
  'case-history': bundled.caseHistory,
  'case-statements': bundled.caseStatements,
  'service-record': bundled.serviceRecord,
  'incident-fact-sheet': incident.incidentFactSheet,
  'incident-announcement': incident.incidentAnnouncement,
  'incident-claimants': incident.incidentClaimants,
};

export const isPaperCode = (text: string): text is PaperCode => Object.hasOwn(catalogue, text);
export const paperCodes: readonly PaperCode[] = Object.keys(catalogue).filter(isPaperCode);

/** Grounds that do not apply only lengthen a reading aid. */
const aidBlock = (block: Block): Block =>
  block.kind === 'grounds' ? { ...block, items: block.items.filter((item) => item.chosen) } : block;

const aidOf = (title: string, body: PaperBody, aid: Translate): NonNullable<CanonicalPaper['readingAid']> => {
  const shared = wordingOf(aid, '');
  return {
    language: aid.language,
    heading: shared.text(':readingAid'),
    title,
    blocks: body.blocks.filter((block) => block.kind !== 'signatures').map(aidBlock),
    note: shared.text(':readingAidNote'),
  };
};

/**
 * @param t texts of the paper itself: always Chinese, the language of the official set
 * @param aid texts of the reading aid below it, for a reader of another language
 */
export const composePaper = <Code extends PaperCode>(
  code: Code,
  data: PaperData[Code],
  t: Translate,
  aid?: Translate,
): CanonicalPaper => {
  const recipe = catalogue[code];
  const order = (data as { readonly under?: OrderText }).under;
  const wording = wordingOf(t, code, order);
  const proof = recipe.proof(data);
  const aidWording = aid && aid.language !== t.language ? wordingOf(aid, code, order) : undefined;
  const { own } = recipe;
  const notes = own?.notes(data) ?? wording.numbered(recipe.notes, 'notes');
  const titleIn = (of: Wording): string => own?.title(data, of) ?? of.text('title');
  const madeBy = own === undefined ? recipe.version : `${own.version(data)}/${recipe.version}`;
  const isAided = own?.hasAid(data) ?? true;
  return {
    paper: code,
    templateVersion: recipe.official === undefined ? madeBy : `2026-04.${recipe.version}`,
    layout: recipe.layout,
    official: recipe.official !== undefined,
    title: titleIn(wording),
    formName:
      recipe.isKept === true
        ? ''
        : recipe.official === undefined
          ? wording.text(':formName.local')
          : wording.text(':formName.official', { numeral: wording.text(`:formNumeral.${recipe.official}`) }),
    ...recipe.compose(data, wording),
    ...(notes.length > 0 ? { notes: { label: wording.text(':notesLabel'), items: notes } } : {}),
    ...(proof ? { proof: { ...proof, caption: wording.text(':proof'), codeLabel: wording.text(':proofCode') } } : {}),
    ...(aid && aidWording && isAided
      ? { readingAid: aidOf(titleIn(aidWording), recipe.compose(data, aidWording), aid) }
      : {}),
  };
};
