/** Letters the official set has no form for, to parties and platforms. */
import type { Day } from '#kernel/day.ts';
import { type Contact, type Letterhead, letter, letterRecipe, numberedList, optional, paragraphs } from './parts.ts';
import { type Composed, composedIn } from './wording.ts';

export type SupplementRequestPaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  readonly matter: Composed;
  readonly items: readonly string[];
  /** A wish, not a limit: it stops nothing. */
  readonly suggestedBy: Day;
  readonly contact: Contact;
};

export type IdentityRequestPaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  readonly dueOn: Day;
  readonly items: readonly string[];
  readonly contact: Contact;
};

export type RespondentNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  readonly matter: Composed;
  readonly claim: Composed;
  /** It has agreed to mediation already. */
  readonly agreed?: true;
  readonly answerBy: Day;
  readonly answerUrl: string;
  readonly answerCode: string;
  readonly contact: Contact;
};

export type PlatformDataRequestPaper = Letterhead & {
  /** The platform operator. */
  readonly addressee: string;
  readonly matter: Composed;
  readonly shop: string;
  /** Why the shown address does not do, such as the calls that failed. */
  readonly finding: string;
  readonly dueOn: Day;
  readonly contact: Contact;
};

export type OtherPath =
  | 'consultation'
  | 'government-information'
  | 'reconsideration'
  | 'discipline'
  | 'anti-monopoly'
  | 'letters-and-visits';

export type OtherPathNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  readonly matter: Composed;
  readonly path: OtherPath;
  /** Where and how to bring the matter: body, address, site or number. */
  readonly way: string;
  readonly reason?: string;
};

/** Of a filing at a bureau that receives through the national platform only, where nobody registered it. */
export type UnregisteredNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly arrivedOn: Day;
  readonly matter: Composed;
  readonly reason?: string;
  readonly contact: Contact;
};

/** What keeps a session from being held, where no other paper says so. */
export type SessionOffWhy = 'recusal' | 'mandate-ended' | 'entrusted' | 'appraisal' | 'withdrawal';

export type SessionOffNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  readonly heldOn: Day;
  readonly time: string;
  /** Number of the form 7 that holds no more. */
  readonly noticeNumber?: string;
  readonly why: SessionOffWhy;
  /** The body that mediates from now on. */
  readonly body?: string;
  readonly contact: Contact;
};

export type FoodMatterKind = 'consultation' | 'complaint' | 'report';

/** What a bureau lacks that hands a food matter on: the matter is no duty of its kind of body, or only lies elsewhere. */
export type FoodLack = 'duty' | 'territory';

export type FoodTransferNoticePaper = Letterhead & {
  /** Papers from before it was told apart say nothing: the matter was outside the duty. */
  readonly lack?: FoodLack;
  readonly addressee: string;
  readonly matterKind: FoodMatterKind;
  readonly receivedOn: Day;
  readonly matter: Composed;
  readonly transferredOn: Day;
  readonly receivingBody: string;
  readonly receivingPhone?: string;
  readonly reason?: string;
};

/** What a case holds of the person, for an answer that gives access or a copy. */
export type Holding = {
  readonly number: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
};

export type PersonalDataAnswerPaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  readonly kind: string;
  readonly identity: string;
  readonly outcome: 'granted' | 'partly-granted' | 'refused';
  /** Why not, or not all, in the words of the law. */
  readonly reason?: string;
  /** On what it is refused; on what it is granted, where there is no reason. */
  readonly basis?: string;
  readonly answer: string;
  readonly done: readonly string[];
  readonly holdings: readonly Holding[];
  readonly contact: Contact;
};

export type AppraisalNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  readonly body: string;
  readonly designated: boolean;
  readonly from: Day;
  readonly costBorneBy: 'complainant' | 'respondent' | 'shared' | 'programme';
};

export type RecusalDecisionPaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  readonly applicant: string;
  readonly mediator: string;
  readonly granted: boolean;
  /** Who mediates instead, when it is the mediator who steps aside. */
  readonly replacement?: string;
  /** Who mediates instead is named later. */
  readonly later?: true;
  readonly reason: string;
};

type OfDecisionPaper = Letterhead & {
  readonly addressee: string;
  readonly decisionTitle: string;
  readonly decisionNumber: string;
  readonly decidedOn: Day;
  readonly reason: string;
};

export type AnnulmentNoticePaper = OfDecisionPaper & {
  /** To the side complained of: what goes on is not its complaint. */
  readonly toRespondent?: true;
  /** What falls is the end by withdrawal: no paper told of it, and the number is that of the case. */
  readonly ofWithdrawal?: true;
  /** The case does not go on: it is over since that day. */
  readonly closed?: { readonly on: Day; readonly how: 'withdrawn' | 'otherwise' };
};

export type CorrectionNoticePaper = OfDecisionPaper & {
  readonly corrections: readonly { readonly what: string; readonly was: string; readonly is: string }[];
};

export const supplementRequest = letterRecipe<SupplementRequestPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        suggestedBy: w.day(data.suggestedBy),
      }),
      ...numberedList(w, data.items),
      w.sentence('noDelay'),
      w.sentence(':contact', data.contact),
    ]),
});

/** Order 121 art. 10(3) once the complaint is taken on: what can follow is the end of mediation, no refusal. */
export const identityRequest = letterRecipe<IdentityRequestPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence(w.inOrder('body'), { matter: composedIn(data.matter, w), dueOn: w.day(data.dueOn) }),
      ...numberedList(w, data.items),
      w.sentence(w.inOrder('consequence')),
      w.sentence('noDelay'),
      w.sentence(':contact', data.contact),
    ]),
});

export const respondentNotice = letterRecipe<RespondentNoticePaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        claim: composedIn(data.claim, w),
      }),
      w.sentence(data.agreed ? 'askAgreed' : 'ask', { ...w.law('18'), answerBy: w.day(data.answerBy) }),
      w.sentence('way', { url: data.answerUrl, code: data.answerCode }),
      w.sentence('settle'),
      w.sentence(':contact', data.contact),
    ]),
});

export const platformDataRequest = letterRecipe<PlatformDataRequestPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { matter: composedIn(data.matter, w), shop: data.shop, finding: data.finding }),
      w.sentence('ask', { ...w.law('13'), dueOn: w.day(data.dueOn) }),
      w.sentence(':contact', data.contact),
    ]),
});

export const otherPathNotice = letterRecipe<OtherPathNoticePaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        path: w.text(`path.${data.path}`),
        ...w.law('44'),
      }),
      ...optional(data.reason ? w.sentence(':reason', { reason: data.reason }) : undefined),
      w.sentence('way', { way: data.way }),
      w.sentence('dayKept', { receivedOn: w.day(data.receivedOn) }),
      w.sentence(':closing'),
    ]),
});

export const unregisteredNotice = letterRecipe<UnregisteredNoticePaper>({
  version: '1',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { arrivedOn: w.day(data.arrivedOn), matter: composedIn(data.matter, w) }),
      ...optional(data.reason ? w.sentence(':reason', { reason: data.reason }) : undefined),
      w.sentence('way', { phone: data.contact.phone }),
      w.sentence('dayKept', { arrivedOn: w.day(data.arrivedOn) }),
      w.sentence(':closing'),
    ]),
});

export const foodTransferNotice = letterRecipe<FoodTransferNoticePaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence(data.lack === 'territory' ? 'elsewhere' : 'body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        kind: w.text(`:kind.${data.matterKind}`),
        transferredOn: w.day(data.transferredOn),
        body: data.receivingBody,
      }),
      ...optional(data.reason ? w.sentence(':reason', { reason: data.reason }) : undefined),
      ...optional(data.receivingPhone ? w.sentence('phone', { phone: data.receivingPhone }) : undefined),
      w.sentence(':closing'),
    ]),
});

export const personalDataAnswer = letterRecipe<PersonalDataAnswerPaper>({
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { receivedOn: w.day(data.receivedOn), kind: data.kind, identity: data.identity }),
      w.sentence(`outcome.${data.outcome}`),
      ...optional(
        data.reason === undefined
          ? data.basis === undefined
            ? undefined
            : w.sentence('under', { basis: data.basis })
          : w.sentence('reason', { reason: data.reason, basis: data.basis ?? '' }),
      ),
      ...numberedList(w, data.done),
      ...optional(data.answer === '' ? undefined : w.sentence('answer', { answer: data.answer })),
      ...data.holdings.flatMap(({ number, lines }) => [
        w.sentence('holding', { number }),
        ...paragraphs(lines.map(({ label, value }) => w.text('line', { label, value }))),
      ]),
      w.sentence('remedies'),
      w.sentence(':contact', data.contact),
    ]),
});

export const appraisalNotice = letterRecipe<AppraisalNoticePaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence(data.designated ? 'designated' : 'agreed', {
        matter: composedIn(data.matter, w),
        body: data.body,
        from: w.day(data.from),
      }),
      w.sentence('cost', { bearer: w.text(`bearer.${data.costBorneBy}`) }),
      w.sentence('clock', w.law('22')),
      w.sentence(':closing'),
    ]),
});

export const sessionOffNotice = letterRecipe<SessionOffNoticePaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { matter: composedIn(data.matter, w), moment: w.moment(data.heldOn, data.time) }),
      ...optional(data.noticeNumber === undefined ? undefined : w.sentence('notice', { number: data.noticeNumber })),
      w.sentence(`why.${data.why}`, { ...w.law(data.why === 'entrusted' ? '19' : '21'), body: data.body ?? '' }),
      w.sentence(':contact', data.contact),
    ]),
});

export const recusalDecision = letterRecipe<RecusalDecisionPaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        ...w.law('21'),
        matter: composedIn(data.matter, w),
        applicant: data.applicant,
        mediator: data.mediator,
      }),
      data.granted
        ? data.replacement === undefined
          ? w.sentence(data.later === true ? 'later' : 'withdrawn', { mediator: data.mediator })
          : w.sentence('granted', { mediator: data.mediator, replacement: data.replacement })
        : w.sentence('declined', { mediator: data.mediator }),
      w.sentence(':reason', { reason: data.reason }),
      w.sentence(':closing'),
    ]),
});

const decisionNamed = (data: OfDecisionPaper, day: string) => ({
  title: data.decisionTitle,
  number: data.decisionNumber,
  decidedOn: day,
  reason: data.reason,
});

export const annulmentNotice = letterRecipe<AnnulmentNoticePaper>({
  version: '4',
  notes: 0,
  compose: (data, w) => {
    const { closed, ofWithdrawal, toRespondent } = data;
    const words = ofWithdrawal === true ? 'withdrawal' : 'decision';
    const reader = toRespondent === true ? 'effectForRespondent' : 'effect';
    return letter(w, data, [
      w.sentence(`${words}.body`, decisionNamed(data, w.day(data.decidedOn))),
      closed === undefined
        ? w.sentence(`${words}.${reader}`)
        : w.sentence(`closed.${closed.how}`, { on: w.day(closed.on) }),
      w.sentence(':closing'),
    ]);
  },
});

export const correctionNotice = letterRecipe<CorrectionNoticePaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', decisionNamed(data, w.day(data.decidedOn))),
      {
        kind: 'table',
        heading: [w.text('what'), w.text('was'), w.text('is')],
        widths: [2, 4, 4],
        rows: data.corrections.map(({ what, was, is }) => [what, was, is].map((text) => text.toWellFormed())),
      },
      w.sentence('effect'),
      w.sentence(':closing'),
    ]),
});
