/** What is written when a complaint comes to another bureau: to the complainant, and with the file to that bureau. */
import type { Day } from '#kernel/day.ts';
import {
  type Contact,
  type Enclosures,
  enclosed,
  type Letterhead,
  letter,
  letterRecipe,
  listOfPersons,
  optional,
  type Persons,
  personsNamed,
} from './parts.ts';
import { type Composed, composedIn } from './wording.ts';

type Settlement = {
  readonly how: 'agreed' | 'designated' | 'taken-over';
  /** Who handles it now. */
  readonly body: string;
  /** The superior that decided, and the number of its document. */
  readonly superior?: string;
  readonly document?: string;
};

export type CompetenceNoticePaper = Letterhead &
  Settlement & {
    readonly addressee: string;
    readonly receivedOn: Day;
    readonly matter: Composed;
    readonly since: Day;
    readonly bodyPhone?: string;
    readonly bodyAddress?: string;
    readonly reason: string;
  };

export type CompetenceTransferPaper = Letterhead &
  Persons &
  Settlement & {
    readonly addressee: string;
    readonly caseNumber: string;
    readonly receivedOn: Day;
    readonly matter: Composed;
    readonly enclosures: Enclosures;
    readonly contact: Contact;
  };

/** To a bureau that does not work here: it is asked whether it holds itself competent. */
export type CompetenceQuestionPaper = Letterhead & {
  readonly addressee: string;
  readonly caseNumber: string;
  readonly receivedOn: Day;
  readonly matter: Composed;
  readonly respondent: string;
  readonly respondentAddress: string;
  readonly arisenOn: Day;
  readonly reason: string;
  readonly contact: Contact;
};

/** A superior takes a case by art. 13(4); what two agree or a superior settles between them is art. 33. */
const articleOf = ({ how }: Settlement): string => (how === 'taken-over' ? '13(4)' : '33');

const numbered = ({ document }: Settlement): string => (document === undefined ? '' : `（${document}）`);

export const competenceNotice = letterRecipe<CompetenceNoticePaper>({
  version: '3',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('received', { receivedOn: w.day(data.receivedOn), matter: composedIn(data.matter, w) }),
      w.sentence(data.how, {
        body: data.body,
        superior: data.superior ?? '',
        document: numbered(data),
        since: w.day(data.since),
        ...w.law(articleOf(data)),
      }),
      w.sentence('limit', { body: data.body }),
      ...optional(
        data.bodyPhone === undefined
          ? undefined
          : w.sentence('reach', { phone: data.bodyPhone, address: data.bodyAddress ?? '' }),
      ),
      w.sentence(':reason', { reason: data.reason }),
      w.sentence(':closing'),
    ]),
});

export const competenceTransfer = letterRecipe<CompetenceTransferPaper>({
  version: '3',
  notes: 0,
  compose: (data, w) => ({
    ...letter(w, data, [
      w.sentence('received', {
        receivedOn: w.day(data.receivedOn),
        person: personsNamed(w, data),
        matter: composedIn(data.matter, w),
        caseNumber: data.caseNumber,
      }),
      w.sentence(data.how, { superior: data.superior ?? '', document: numbered(data), ...w.law(articleOf(data)) }),
      w.sentence('told'),
      enclosed(w, data.enclosures),
      w.sentence(':contact', data.contact),
    ]),
    ...listOfPersons(w, data),
  }),
});

export const competenceQuestion = letterRecipe<CompetenceQuestionPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        caseNumber: data.caseNumber,
        respondent: data.respondent,
        address: data.respondentAddress,
      }),
      w.sentence('dispute', { arisenOn: w.day(data.arisenOn) }),
      w.sentence(':reason', { reason: data.reason }),
      w.sentence('ask', w.law('33')),
      w.sentence(':contact', data.contact),
    ]),
});
