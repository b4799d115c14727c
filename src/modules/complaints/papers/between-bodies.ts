/** Letters from one body to another: superior, police, food authority, mediation body. */
import type { Day } from '#kernel/day.ts';
import type { FraudAct } from '../vocabulary.ts';
import type { FoodLack, FoodMatterKind } from './local-letters.ts';
import {
  type Contact,
  type Enclosures,
  enclosed,
  type Letterhead,
  letter,
  letterRecipe,
  listOfPersons,
  numberedList,
  optional,
  type Persons,
  personsNamed,
} from './parts.ts';
import { type Composed, composedIn, type Wording } from './wording.ts';

export type CompetenceRequestPaper = Letterhead & {
  /** The superior bureau. */
  readonly addressee: string;
  readonly caseNumber: string;
  readonly receivedOn: Day;
  readonly matter: Composed;
  /** The other bureau, when competence is in dispute; absent when the superior is asked to take over. */
  readonly rival?: string;
  readonly reason: string;
  readonly contact: Contact;
};

export type FoodTransferPaper = Letterhead &
  Persons & {
    readonly lack?: FoodLack;
    /** The body with the power to handle it. */
    readonly addressee: string;
    readonly matterKind: FoodMatterKind;
    /** Nobody was told: whoever reported gave no name. */
    readonly untold?: boolean;
    readonly receivedOn: Day;
    readonly matter: Composed;
    readonly enclosures: Enclosures;
    readonly contact: Contact;
  };

export type FraudHandOverPaper = Letterhead & {
  /** Public security or another body. */
  readonly addressee: string;
  readonly caseNumber: string;
  readonly matter: Composed;
  readonly suspect: string;
  /** Who complains along with the suspect, where all of them are meant. */
  readonly suspectAlong?: NonNullable<Persons['personAlong']>;
  readonly acts: readonly FraudAct[];
  readonly facts: string;
  readonly materials: readonly string[];
  readonly contact: Contact;
};

export type EntrustmentPaper = Letterhead & {
  /** Consumer association or another lawful mediation body. */
  readonly addressee: string;
  readonly matter: Composed;
  readonly acceptedOn: Day;
  readonly reportBackOn: Day;
  readonly enclosures: Enclosures;
  readonly contact: Contact;
};

export type MandateOver = 'taken-back' | 'agreed' | 'terminated' | 'closed';

export type EntrustmentEndPaper = Letterhead & {
  /** The body whose mandate is over. */
  readonly addressee: string;
  readonly matter: Composed;
  /** The letter that entrusted it; absent of a case that has none. */
  readonly entrusted?: { readonly on: Day; readonly number: string };
  readonly how: MandateOver;
  readonly endedOn: Day;
  readonly reason?: string;
  readonly contact: Contact;
};

export const competenceRequest = letterRecipe<CompetenceRequestPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        caseNumber: data.caseNumber,
      }),
      data.rival === undefined ? w.sentence('takeOver', w.law('13')) : w.sentence('dispute', { rival: data.rival }),
      w.sentence(':reason', { reason: data.reason }),
      w.sentence(':contact', data.contact),
      w.sentence('closing'),
    ]),
});

export const foodTransfer = letterRecipe<FoodTransferPaper>({
  version: '3',
  notes: 0,
  compose: (data, w) => ({
    ...letter(w, data, [
      w.sentence(data.lack === 'territory' ? 'elsewhere' : 'body', {
        receivedOn: w.day(data.receivedOn),
        person: personsNamed(w, data),
        matter: composedIn(data.matter, w),
        kind: w.text(`:kind.${data.matterKind}`),
      }),
      ...optional(data.untold ? undefined : w.sentence('told', { kind: w.text(`:kind.${data.matterKind}`) })),
      enclosed(w, data.enclosures),
      w.sentence(':contact', data.contact),
    ]),
    ...listOfPersons(w, data),
  }),
});

const actsOf = (w: Wording, acts: readonly FraudAct[]): string => {
  const ways = acts.filter((act) => act !== 'extortion').map((act) => w.text(`act.${act}`));
  const fraud = ways.length > 0 ? [w.text('fraud', { ways: w.list(ways) })] : [];
  if (acts.length === 0) return w.text(w.inOrder('act.asInLaw'));
  return w.list([...fraud, ...(acts.includes('extortion') ? [w.text('act.extortion')] : [])]);
};

const suspects = ({ suspect: person, suspectAlong }: FraudHandOverPaper): Persons =>
  suspectAlong === undefined ? { person } : { person, personAlong: suspectAlong };

export const fraudHandOver = letterRecipe<FraudHandOverPaper>({
  version: '3',
  notes: 0,
  compose: (data, w) => ({
    ...letter(w, data, [
      w.sentence('body', {
        matter: composedIn(data.matter, w),
        caseNumber: data.caseNumber,
        suspect: personsNamed(w, suspects(data)),
        acts: actsOf(w, data.acts),
      }),
      w.sentence('facts', { facts: data.facts }),
      w.sentence(w.inOrder('basis')),
      ...optional(data.materials.length > 0 ? w.sentence('materials') : undefined),
      ...numberedList(w, data.materials),
      w.sentence(':contact', data.contact),
    ]),
    ...listOfPersons(w, { number: data.number, ...suspects(data) }),
  }),
});

export const entrustment = letterRecipe<EntrustmentPaper>({
  version: '2',
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { ...w.law('19'), matter: composedIn(data.matter, w), acceptedOn: w.day(data.acceptedOn) }),
      w.sentence('duties', { reportBackOn: w.day(data.reportBackOn) }),
      enclosed(w, data.enclosures),
      w.sentence(':contact', data.contact),
    ]),
});

export const entrustmentEnd = letterRecipe<EntrustmentEndPaper>({
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      data.entrusted === undefined
        ? w.sentence('bodyPlain', { matter: composedIn(data.matter, w) })
        : w.sentence('body', {
            matter: composedIn(data.matter, w),
            on: w.day(data.entrusted.on),
            number: data.entrusted.number,
          }),
      w.sentence(`over.${data.how}`, { on: w.day(data.endedOn) }),
      ...optional(data.reason === undefined ? undefined : w.sentence(':reason', { reason: data.reason })),
      w.sentence('duties'),
      w.sentence(':contact', data.contact),
    ]),
});
