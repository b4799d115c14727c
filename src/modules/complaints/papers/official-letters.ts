/** Forms 3 to 8 of the official set of April 2026. */
import type { Day } from '#kernel/day.ts';
import type { MediationLimit } from '../clocks.ts';
import type { MaterialToBring, MediationMode } from '../vocabulary.ts';
import type { Block } from './canonical-paper.ts';
import {
  type Contact,
  type Enclosures,
  enclosed,
  groundNumerals,
  groundsOf,
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

export type ForwardingPaper = Letterhead &
  Persons & {
    readonly matterKind: 'complaint' | 'report';
    /** The bureau it goes to. */
    readonly addressee: string;
    readonly filedOn: Day;
    readonly matter: Composed;
    readonly reportBackOn: Day;
    readonly enclosures: Enclosures;
  };

export type IdentityProofPaper = Letterhead & {
  readonly addressee: string;
  readonly dueOn: Day;
  readonly materials: readonly string[];
  readonly phone: string;
  readonly postalAddress: string;
};

export type AcceptancePaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  /** Reads inside 关于……的投诉. */
  readonly matter: Composed;
  readonly contact: Contact;
};

/** What an item of art. 16 rests on. */
type ItemRestsOn = {
  /** Ground 3: what art. 17 lets be considered, as codes of `law:consumer-dispute-factor`. */
  readonly factors?: readonly string[];
  /** Ground 2: who accepted or handled the same dispute. */
  readonly earlier?: { readonly body: string; readonly on?: Day };
  /** Ground 1: who has the power instead. */
  readonly competentBody?: string;
  /** Ground 4: the day from which the three years ran. */
  readonly knewOn?: Day;
  /** Grounds 5 and 6: codes of `complaint:paperAtFault` and `complaint:identityFault`. */
  readonly papersAtFault?: readonly string[];
  readonly identityFault?: string;
};

export type RefusalPaper = Letterhead & {
  readonly addressee: string;
  readonly receivedOn: Day;
  readonly matter: Composed;
  /** Items of Order 121 art. 16, or of Order 20 art. 15. */
  readonly grounds: readonly number[];
  readonly reason?: string;
} & ItemRestsOn;

export type MediationNoticePaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  readonly heldOn: Day;
  /** `HH:MM` */
  readonly time: string;
  readonly mode: MediationMode;
  /** Address, or the number, link or name of the channel. */
  readonly place: Composed;
  /** Beside the proof of identity, which is always asked for: the usual papers, then what was written. */
  readonly materials?: readonly MaterialToBring[];
  readonly bring: readonly string[];
  readonly recusalDays: number;
  readonly mediators: readonly Composed[];
  readonly phone: string;
};

export type TerminationPaper = Letterhead & {
  readonly addressee: string;
  readonly matter: Composed;
  /** Items of Order 121 art. 23(1), or of Order 20 art. 21(1). */
  readonly grounds: readonly number[];
  /** The limit of this case, where the order names another. */
  readonly limit?: MediationLimit;
  /** Ground 1: the day on which the parties settled by themselves. */
  readonly settledOn?: Day;
  /** Ground 6: the item of the list of refusal grounds, or the fraud of art. 42. */
  readonly found?: string;
  /** Ground 7: whose death or end it is. */
  readonly ended?: string;
  /** Ground 6 of a food matter: who has it now. */
  readonly transferredTo?: string;
  readonly reason?: string;
} & ItemRestsOn;

export const forwarding = letterRecipe<ForwardingPaper>({
  official: 3,
  version: '3',
  notes: 1,
  compose: (data, w) => ({
    ...letter(w, data, [
      w.sentence('body', {
        person: personsNamed(w, data),
        filedOn: w.day(data.filedOn),
        matter: composedIn(data.matter, w),
        kind: w.text(`kind.${data.matterKind}`),
        reportBackOn: w.day(data.reportBackOn),
        ...w.law(),
      }),
      enclosed(w, data.enclosures),
    ]),
    ...listOfPersons(w, data),
  }),
});

export const identityProof = letterRecipe<IdentityProofPaper>({
  version: '3',
  official: 4,
  notes: 2,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('regulation'),
      w.sentence(w.inOrder('demand'), { dueOn: w.day(data.dueOn) }),
      ...numberedList(w, data.materials),
      w.sentence(w.inOrder('consequence')),
      w.sentence('contact', { phone: data.phone, address: data.postalAddress }),
    ]),
});

export const acceptance = letterRecipe<AcceptancePaper>({
  version: '3',
  official: 5,
  notes: 3,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { receivedOn: w.day(data.receivedOn), matter: composedIn(data.matter, w), ...w.law() }),
      w.sentence('contact', data.contact),
      w.sentence('closing'),
    ]),
});

const factorsOf = (w: Wording, factors: readonly string[]): Block[] => [
  w.sentence('factors'),
  ...numberedList(
    w,
    factors.map((factor) => w.translate(`law:consumer-dispute-factor.${factor}`)),
  ),
];

const earlierOf = (w: Wording, { body, on }: NonNullable<ItemRestsOn['earlier']>): Block =>
  on === undefined ? w.sentence('earlier', { body }) : w.sentence('earlierOn', { body, on: w.day(on) });

const faultOf = (w: Wording, { papersAtFault = [], identityFault }: ItemRestsOn): Block[] => {
  const missing = papersAtFault
    .filter((one) => one !== 'false')
    .map((one) => w.translate(`complaint:paperAtFault.${one}`));
  return [
    ...(missing.length === 0 ? [] : [w.sentence('missing'), ...numberedList(w, missing)]),
    ...(papersAtFault.includes('false') ? [w.sentence('falsePapers')] : []),
    ...(identityFault === undefined ? [] : [w.sentence(`identityFault.${identityFault}`)]),
  ];
};

const restsOn = (w: Wording, { factors = [], earlier, knewOn, ...faults }: ItemRestsOn): Block[] => [
  ...(factors.length === 0 ? [] : factorsOf(w, factors)),
  ...optional(earlier === undefined ? undefined : earlierOf(w, earlier)),
  ...optional(knewOn === undefined ? undefined : w.sentence('knewOn', { on: w.day(knewOn) })),
  ...faultOf(w, faults),
];

const competentOf = (w: Wording, { competentBody }: ItemRestsOn): Block[] =>
  optional(competentBody ? w.sentence('competentBody', { body: competentBody }) : undefined);

export const refusal = letterRecipe<RefusalPaper>({
  version: '6',
  official: 6,
  notes: 2,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        receivedOn: w.day(data.receivedOn),
        matter: composedIn(data.matter, w),
        items: groundNumerals(w, data.grounds),
        ...w.law('16'),
      }),
      groundsOf(w, { 'order-121': 7, 'order-20': 6 }, data.grounds),
      ...restsOn(w, data),
      ...optional(data.reason ? w.sentence('reason', { reason: data.reason }) : undefined),
      ...competentOf(w, data),
      w.sentence('remedies'),
      w.sentence('closing'),
    ]),
});

export const mediationNotice = letterRecipe<MediationNoticePaper>({
  version: '4',
  official: 7,
  notes: 3,
  compose: (data, w) => {
    const usual = (data.materials ?? []).map((material) => w.text(`material.${material}`));
    const bring = [w.text('identityProof'), ...usual, ...data.bring];
    const items = bring.map((text, index) => w.text(':listItem', { n: index + 1, text }));
    return letter(w, data, [
      w.sentence(data.mode, {
        matter: composedIn(data.matter, w),
        moment: w.moment(data.heldOn, data.time),
        place: composedIn(data.place, w),
        ...w.law(),
      }),
      w.sentence('bring', { items: items.join(w.text('bringSeparator')) }),
      w.sentence('recusal', { days: data.recusalDays }),
      w.sentence('mediators', {
        mediators: w.list(data.mediators.map((name) => composedIn(name, w))),
        phone: data.phone,
      }),
      w.sentence('closing'),
    ]);
  },
});

const endedBy = (w: Wording, data: TerminationPaper): Block[] => [
  ...(data.settledOn === undefined ? [] : [w.sentence('settledOn', { on: w.day(data.settledOn) })]),
  ...(data.found === undefined ? [] : [data.found === 'fraud' ? w.sentence('fraud') : foundOf(w, data.found)]),
  ...(data.ended === undefined ? [] : [w.sentence('ended', { name: data.ended })]),
];

const foundOf = (w: Wording, found: string): Block =>
  w.sentence('found', {
    ...w.law('16'),
    item: w.text(`:numeral.${found}`),
    text: w.translate(`law:refusal-ground${w.order === 'order-20' ? '-order-20' : ''}.${found}`),
  });

/** Order 20 names a limit that the regulation of 2024 has overtaken: the item says the one that runs, and whence it is. */
const limitOf = (w: Wording, { grounds, limit }: TerminationPaper): Block[] =>
  w.order === 'order-20' && limit === 'sixty-days' && grounds.includes(5) ? [w.sentence('limitOfRegulation')] : [];

export const termination = letterRecipe<TerminationPaper>({
  official: 8,
  version: '7',
  notes: 2,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', {
        matter: composedIn(data.matter, w),
        items: groundNumerals(w, data.grounds),
        ...w.law('23(1)'),
      }),
      groundsOf(w, { 'order-121': 8, 'order-20': 7 }, data.grounds, {
        limit: w.text(`:mediationLimit.${data.limit ?? 'forty-five-working-days'}`),
      }),
      ...limitOf(w, data),
      ...endedBy(w, data),
      ...restsOn(w, data),
      ...optional(data.reason ? w.sentence('reason', { reason: data.reason }) : undefined),
      ...optional(data.transferredTo ? w.sentence('transferredTo', { body: data.transferredTo }) : undefined),
      ...competentOf(w, data),
      w.sentence('remedies'),
      w.sentence('closing'),
    ]),
});
