import { type Day, dayOf } from '#kernel/day.ts';
import type { PaperOrder } from './commands.ts';
import type { Complaint, Sealed } from './complaint.ts';
import type { PaperData } from './papers.ts';

/** Everything papers may need to say, as values. */
export type PaperDesk = {
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly phone: string;
    readonly documentPrefix: string;
  };
  readonly units: ReadonlyMap<string, { readonly name: string }>;
  readonly authority: string;
  readonly state: Complaint;
  readonly today: Day;
  readonly complainantPerson: string;
  readonly complainant: PersonOnPaper;
  readonly respondent: PersonOnPaper;
  readonly facts: string;
  readonly claim: string;
  readonly problem: string | undefined;
  readonly staff: ReadonlyMap<string, { readonly name: string; readonly phone: string }>;
  readonly actor: string;
  readonly plain: (sealed: Sealed | undefined) => string;
};

type PersonOnPaper = {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly contact: string;
};
export type PaperIdentity = {
  readonly number: string | null;
  readonly proof: { readonly url: string; readonly code: string };
};
type Composed = { [Code in keyof PaperData]: { readonly code: Code; readonly data: PaperData[Code] } }[keyof PaperData];

/** Reads inside 关于……的投诉. */
const matterOf = (desk: PaperDesk): string =>
  desk.problem === undefined ? desk.respondent.name : `${desk.respondent.name}${desk.problem}`;

const contactOf = (desk: PaperDesk, account: unknown): { name: string; phone: string } => {
  const person = typeof account === 'string' ? desk.staff.get(account) : undefined;
  return person ?? desk.staff.get(desk.actor) ?? { name: desk.unit.name, phone: desk.unit.phone };
};

/** Maps an ordered paper and what the case knows to the data its form needs. */
export const paperDataOf = (order: PaperOrder, desk: PaperDesk, identity: PaperIdentity): Composed => {
  const { details } = order;
  const head = {
    number: identity.number ?? '',
    authority: desk.unit.name,
    signedOn: desk.today,
    proof: identity.proof,
  };
  const matter = matterOf(desk);
  const addressee = order.to[0] === 'respondent' ? desk.respondent.name : desk.complainant.name;
  const reason = desk.plain(details['reasons'] as Sealed | undefined);
  const receivedOn = desk.state.receivedOn ?? desk.today;
  switch (order.code) {
    case 'form-3':
      return {
        code: 'form-3',
        data: {
          ...head,
          matterKind: 'complaint',
          addressee: desk.units.get(String(details['to']))?.name ?? '',
          person: desk.complainant.name,
          filedOn: receivedOn,
          matter,
          reportBackOn: (details['reportBackOn'] as Day | null) ?? desk.today,
          enclosures: { papers: 1 + desk.state.evidence.length, pages: 1 + desk.state.evidence.length },
        },
      };
    case 'form-4':
      return {
        code: 'form-4',
        data: {
          ...head,
          addressee,
          dueOn: details['dueOn'] as Day,
          materials: desk
            .plain(details['what'] as Sealed)
            .split(/\r?\n/u)
            .filter((line) => line.trim() !== ''),
          phone: desk.unit.phone,
          postalAddress: desk.unit.address,
        },
      };
    case 'form-5':
      return {
        code: 'form-5',
        data: { ...head, addressee, receivedOn, matter, contact: contactOf(desk, details['contact']) },
      };
    case 'form-6': {
      const right = details['rightBureau'];
      return {
        code: 'form-6',
        data: {
          ...head,
          addressee,
          receivedOn,
          matter,
          grounds: [details['ground'] as 1],
          reason,
          ...(typeof right === 'string' ? { competentBody: desk.units.get(right)?.name ?? right } : {}),
        },
      };
    }
    case 'form-7': {
      const at = typeof details['at'] === 'string' ? new Date(details['at']) : undefined;
      const mediator = contactOf(desk, details['mediator']);
      return {
        code: 'form-7',
        data: {
          ...head,
          addressee,
          matter,
          heldOn: at === undefined ? desk.today : dayOf(at),
          time: at === undefined ? '' : timeOf(at),
          mode: 'on-site',
          place: desk.plain(details['place'] as Sealed | undefined),
          bring: [],
          recusalDays: typeof details['recusalDays'] === 'number' ? details['recusalDays'] : 3,
          mediators: [mediator.name],
          phone: mediator.phone,
        },
      };
    }
    case 'form-8':
      return { code: 'form-8', data: { ...head, addressee, matter, grounds: [details['ground'] as 1], reason } };
    case 'form-9':
      return {
        code: 'form-9',
        data: {
          ...head,
          complainant: desk.complainant,
          respondent: { ...desk.respondent, legalRepresentative: desk.respondent.contact },
          dispute: desk.claim === '' ? desk.facts : `${desk.facts}\n${desk.claim}`,
          terms: desk
            .plain(details['terms'] as Sealed)
            .split(/\r?\n/u)
            .filter((line) => line.trim() !== ''),
        },
      };
    default:
      throw new Error(`no form for ${order.code}`);
  }
};

/** `HH:MM` in Asia/Shanghai. */
const timeOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
