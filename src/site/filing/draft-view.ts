import type { FastifyRequest } from 'fastify';
import { dayOf } from '#kernel/day.ts';
import {
  type CodesNamed,
  codeName,
  codeObjection,
  codesOf,
  findOperators,
  operatorOf,
  type ShopFound,
  shopOf,
} from '#modules/directory/facade.ts';
import { agentObjectionForeseen, type Draft, standingForeseen } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import { noticesOf } from '#platform/files/file-notices.ts';
import { draftFiles, type ListedFile } from '#platform/files/list-files.ts';
import type { EvidenceFile, RefusedFile } from '#site/kit/evidence.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { Safe } from '#site/kit/html.ts';
import { paths } from '#site/kit/paths.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import type { FilingAnswers } from './answer-rows.ts';
import type { RespondentAnswer } from './answers.ts';
import { type CheckView, checkPage } from './check.page.ts';
import { claimPage } from './claim.page.ts';
import type { CodeShown } from './code-fields.ts';
import { consentsPage } from './consents.page.ts';
import { evidencePage } from './evidence.page.ts';
import { factsPage } from './facts.page.ts';
import { consumer } from './file-draft.ts';
import { agentOf, filingRequestOf, respondentOf } from './filing-request.ts';
import { toldInDraft } from './left-to-file.ts';
import { matterPage } from './matter.page.ts';
import { agentPage, helperPage, jointPage, personPage, rolePage } from './people.page.ts';
import { type CodeOption, purchasePage } from './purchase.page.ts';
import { type ReadDraft, readDraft } from './read-draft.ts';
import { type AgentAnswer, type JointAnswer, ownAmong } from './read-people.ts';
import { type OperatorHit, type RespondentView, respondentPage } from './respondent.page.ts';
import type { StepView } from './step-frame.ts';
import { type FilingRole, type FilingStep, filesAsked, type Matter } from './steps.ts';

export type StepWish = {
  readonly step: FilingStep;
  readonly form: StepView['form'];
  readonly changing: boolean;
  readonly query?: string | undefined;
  readonly refused?: readonly RefusedFile[];
  readonly twice?: readonly string[];
  /** A draft of somebody signed in waits in this browser. */
  readonly draftWaits?: boolean;
  /** Of the last page: the phone is to be proved first. */
  readonly code?: CodeShown | undefined;
  /** Of a first page: a telephone may be proved instead of waiting. */
  readonly proof?: StepView['proof'] | undefined;
};

/** One step of a draft as a page: looks up what the page lists, then draws it. */
export const stepOf = async (
  kit: SiteKit,
  tx: Tx,
  visit: Visit,
  draft: Draft | undefined,
  wish: StepWish,
): Promise<Safe> => {
  const { t } = visit;
  const read = readDraft(draft?.steps ?? {}, dayOf(now()));
  const view: StepView = {
    shell: visit.shell,
    form: wish.form,
    matter: read.matter ?? 'complaint',
    changing: wish.changing,
    begun: draft !== undefined,
    ...(wish.proof === undefined ? {} : { proof: wish.proof }),
    ...(read.role === undefined ? {} : { role: read.role }),
  };
  const told = await toldInDraft(kit, tx, draft, read.role);
  switch (wish.step) {
    case 'matter':
      return matterPage({ ...view, ...(wish.draftWaits ? { draftWaits: true as const } : {}) }, t);
    case 'respondent':
      return respondentPage(await withSearch(tx, view, read, wish.query), t);
    case 'purchase':
      return purchasePage(
        {
          ...withTick(view, draft, 'purchase', 'onReceipt', told.hasPhoto),
          ...told,
          objects: await codes(tx, 'object-12315', visit),
        },
        t,
      );
    case 'facts':
      return factsPage(
        {
          ...withTick(view, draft, 'facts', 'inRecording', told.hasRecording),
          ...told,
          problems: await codes(tx, read.matter === 'report' ? 'report-12315' : 'problem-12315', visit),
        },
        t,
      );
    case 'claim':
      return claimPage(view, t);
    case 'evidence': {
      const { limits } = kit.context.files;
      const files = await filesOf(kit, tx, draft);
      const shown = { bytes: limits.bytes, files: limits.filesPerDraft };
      const { refused, twice } = wish;
      // Nobody but officials opens the files of a report.
      const seenBy = read.matter === 'report' ? 'officials' : 'sides';
      return evidencePage(
        { ...view, files, limits: shown, seenBy, ...(refused && { refused }), ...(twice && { twice }) },
        t,
      );
    }
    case 'role':
      return rolePage(view, t);
    case 'person':
      return personPage(
        read.role === 'helper' && read.answers.helper !== undefined ? { ...view, helper: read.answers.helper } : view,
        t,
      );
    case 'agent':
      return agentPage({ ...view, ...(await powerOf(kit, tx, draft)) }, t);
    case 'joint':
      return jointPage(
        {
          ...view,
          choices: await namesOf(kit, tx, draft, 'representation'),
          ...(wish.refused === undefined ? {} : { refused: wish.refused }),
        },
        t,
      );
    case 'helper':
      return helperPage(
        {
          ...view,
          heard: await namesOf(kit, tx, draft, 'telling'),
          ...(wish.refused === undefined ? {} : { refused: wish.refused }),
        },
        t,
      );
    case 'consents':
      return consentsPage(view, t);
    case 'check':
      return checkPage(
        {
          ...(await withStanding(kit, tx, visit, await checked(kit, tx, visit, draft, read, view))),
          code: wish.code,
        },
        t,
      );
  }
};

/** A question not answered yet, for which the file is there: the tick that leaves it to the file is set, and may be taken away. */
const withTick = (
  view: StepView,
  draft: Draft | undefined,
  step: FilingStep,
  name: string,
  isThere: boolean,
): StepView =>
  isThere && draft?.steps[step] === undefined && Object.keys(view.form.values).length === 0
    ? { ...view, form: { ...view.form, values: { [name]: 'yes' } } }
    : view;

const checked = async (
  kit: SiteKit,
  tx: Tx,
  visit: Visit,
  draft: Draft | undefined,
  read: ReadDraft,
  view: StepView,
): Promise<CheckView> => ({
  ...view,
  answers: await answersOf(kit, tx, visit, draft, read),
  warnings: read.warnings,
});

/** The preview says of the bureau that will receive what its receipt will say. */
const withStanding = async (kit: SiteKit, tx: Tx, visit: Visit, view: CheckView): Promise<CheckView> => {
  const request = filingRequestOf(view.answers, visit.t.language);
  if (request === undefined) return view;
  const asked = { actor: consumer(''), at: now(), request, home: kit.tenant };
  const standing = await standingForeseen(kit.context, asked, (work) => work(tx));
  return standing === undefined ? view : { ...view, shell: { ...view.shell, companion: standing === 'companion' } };
};

const codes = async (tx: Tx, system: string, visit: Visit): Promise<CodeOption[]> =>
  (await codesOf(tx, system)).map((item) => ({
    value: item.code,
    label: visit.t.language === 'en' ? item.titleEn : item.titleZh,
  }));

const hitOf = (found: { id: string; name: string; address: string | null; uscc: string | null }): OperatorHit => ({
  id: found.id,
  name: found.name,
  address: found.address ?? '',
  ...(found.uscc === null ? {} : { licence: found.uscc }),
});

const shopHit = (found: ShopFound): OperatorHit => ({
  id: found.id,
  name: found.shopName,
  platform: found.platformName,
  address: found.shownAddress ?? '',
});

/** What the register says of the one chosen. */
const chosenHit = async (tx: Tx, chosen: RespondentAnswer | undefined): Promise<OperatorHit | undefined> => {
  if (chosen?.kind === 'operator') {
    const operator = await operatorOf(tx, chosen.operator);
    return operator && hitOf(operator);
  }
  const shop = chosen?.kind === 'registered-shop' ? await shopOf(tx, chosen.shop) : undefined;
  return shop && shopHit(shop);
};

const withSearch = async (
  tx: Tx,
  view: StepView,
  read: ReadDraft,
  query: string | undefined,
): Promise<RespondentView> => {
  if (query !== undefined && query.trim() !== '') {
    const found = await findOperators(tx, { text: query });
    const hits = [...found.operators.map(hitOf), ...found.shops.map(shopHit)];
    return { ...view, search: { query, hits, total: hits.length } };
  }
  const chosen = await chosenHit(tx, read.answers.respondent);
  return chosen === undefined ? view : { ...view, search: { query: chosen.name, hits: [chosen], total: 1 } };
};

const kindOf = (mediaType: string): EvidenceFile['kind'] => {
  const [family] = mediaType.split('/');
  if (mediaType === 'application/pdf') return 'pdf';
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'other';
};

export const filesOf = async (kit: SiteKit, tx: Tx, draft: Draft | undefined): Promise<EvidenceFile[]> => {
  return draft === undefined ? [] : evidenceIn(await draftFiles(kit.context.files, tx, draft.draft));
};

const evidenceIn = (files: readonly ListedFile[]): EvidenceFile[] =>
  files
    .filter((file) => file.purpose === 'evidence')
    .map((file) => ({
      id: file.file,
      name: file.name,
      bytes: file.bytes,
      kind: kindOf(file.mediaType),
      keepsDescriptions: file.cleaning === 'kept',
      notices: noticesOf(file),
      address: paths.fileEvidence(file.file),
    }));

/** Files of a draft handed in for this purpose, by name. */
const namesOf = async (kit: SiteKit, tx: Tx, draft: Draft | undefined, purpose: string): Promise<string[]> =>
  draft === undefined
    ? []
    : (await draftFiles(kit.context.files, tx, draft.draft))
        .filter((file) => file.purpose === purpose)
        .map((file) => file.name);

const powerOf = async (
  kit: SiteKit,
  tx: Tx,
  draft: Draft | undefined,
): Promise<{ powerOfAttorney?: { name: string } }> => {
  if (draft === undefined) return {};
  const paper = (await draftFiles(kit.context.files, tx, draft.draft)).find(
    (file) => file.purpose === 'power-of-attorney',
  );
  return paper === undefined ? {} : { powerOfAttorney: { name: paper.name } };
};

/** An agent shows the power of attorney with the filing (Order 121 art. 11); a file that was not kept is said so. */
export const powerFaults = async (
  kit: SiteKit,
  tx: Tx,
  draft: Draft,
  refused: readonly RefusedFile[],
): Promise<FieldFault[]> => {
  const field = 'powerOfAttorney';
  if (refused.length > 0)
    return refused.map(({ says, values }) => ({ field, says, ...(values === undefined ? {} : { values }) }));
  const { powerOfAttorney } = await powerOf(kit, tx, draft);
  return powerOfAttorney === undefined ? [{ field, says: 'filing:fault.power-of-attorney' }] : [];
};

/** Nobody acts for both sides: said where the agent is named, not after sending. */
export const bothSidesFaults = async (
  kit: SiteKit,
  tx: Tx,
  request: FastifyRequest,
  draft: Draft,
  agent: AgentAnswer,
): Promise<FieldFault[]> => {
  const { respondent } = readDraft(draft.steps, dayOf(now())).answers;
  if (respondent === undefined) return [];
  const asked = { agent: agentOf(agent), respondent: respondentOf(respondent) };
  const refusal = await agentObjectionForeseen(kit.context, tx, asked);
  return refusal === undefined ? [] : [{ ...faultFrom(refusal, request, 'phone'), field: 'phone' }];
};

/** The same where the other side is named, or put right, once the agent stands: at the telephone or the business chosen here. */
export const ofAgentFaults = async (
  kit: SiteKit,
  tx: Tx,
  draft: Draft,
  respondent: RespondentAnswer,
): Promise<FieldFault[]> => {
  const { role, answers } = readDraft(draft.steps, dayOf(now()));
  if (role !== 'agent' || answers.agent === undefined) return [];
  const asked = { agent: agentOf(answers.agent), respondent: respondentOf(respondent) };
  if ((await agentObjectionForeseen(kit.context, tx, asked)) === undefined) return [];
  return respondent.kind === 'described'
    ? [{ field: 'phone', says: 'filing:fault.phone-of-agent' }]
    : [{ field: 'chosen', says: 'filing:fault.business-of-agent' }];
};

/** Who files is the first of those who complain together, and not one of the others as well. */
export const ownNameFaults = (draft: Draft, joint: JointAnswer): FieldFault[] => {
  const { person } = readDraft(draft.steps, dayOf(now())).answers;
  return person !== undefined && ownAmong(person, joint) === 'yes'
    ? [{ field: 'others', says: 'filing:fault.own-name-listed' }]
    : [];
};

/** The same choice as the filing's own: what is shown before it is what is filed. */
export const filesShown = (
  handedIn: readonly ListedFile[],
  matter: Matter,
  role: FilingRole | undefined,
): Pick<FilingAnswers, 'evidence' | 'choices' | 'heard' | 'powers'> => {
  const files = filesAsked(handedIn, matter, role);
  const named = (asked: string) => files.filter(({ purpose }) => purpose === asked).map(({ name }) => name);
  return {
    evidence: evidenceIn(files),
    choices: named('representation'),
    heard: named('telling'),
    powers: named('power-of-attorney'),
  };
};

/** All answers with the names behind chosen codes. */
export const answersOf = async (
  kit: SiteKit,
  tx: Tx,
  visit: Visit,
  draft: Draft | undefined,
  read: ReadDraft,
): Promise<FilingAnswers> => {
  const answers = await withoutStrayCodes(tx, read.answers);
  const { respondent, purchase, facts } = answers;
  const operator = await chosenHit(tx, respondent);
  const objectName =
    purchase?.objectCode === undefined
      ? undefined
      : await codeName(tx, 'object-12315', purchase.objectCode, visit.t.language);
  const problemName =
    facts?.problemCode === undefined
      ? undefined
      : await codeName(tx, 'problem-12315', facts.problemCode, visit.t.language);
  const matter = read.matter ?? 'complaint';
  const handedIn = draft === undefined ? [] : await draftFiles(kit.context.files, tx, draft.draft);
  return {
    ...answers,
    // Stands in place of the words, for everybody to read until an officer has written them down.
    ...(facts?.inRecording === true ? { facts: { ...facts, facts: visit.t('filing:facts.inRecordingWords') } } : {}),
    matter,
    ...filesShown(handedIn, matter, read.role),
    ...(operator === undefined ? {} : { operator }),
    ...(objectName === undefined ? {} : { objectName }),
    ...(problemName === undefined ? {} : { problemName }),
  };
};

/** A class may leave the table between the answer and the filing: it was optional, so nobody is stopped by it. */
const withoutStrayCodes = async (tx: Tx, answers: ReadDraft['answers']): Promise<ReadDraft['answers']> => {
  const { purchase, facts } = answers;
  const { objectCode, ...bought } = purchase ?? {};
  const { problemCode, ...told } = facts ?? {};
  const on = dayOf(now());
  const isStray = async (named: CodesNamed): Promise<boolean> => (await codeObjection(tx, named, on)) !== undefined;
  return {
    ...answers,
    ...(purchase !== undefined && (await isStray({ objectCode })) ? { purchase: bought as typeof purchase } : {}),
    ...(facts !== undefined && (await isStray({ problemCode })) ? { facts: told as typeof facts } : {}),
  };
};
