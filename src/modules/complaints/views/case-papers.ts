import { maskOf } from '#kernel/mask.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CasePaper } from '../case-contract.ts';
import type { Complaint } from '../complaint.ts';
import { stillOwedTo } from '../decide/closing.ts';
import { showsContacts } from '../papers-with-contacts.ts';
import { replacedNotice } from '../sessions.ts';
import { takenBackIn } from '../taken-back.ts';
import { formerForms, standingOfPaper } from '../void-papers.ts';
import { type Opened, receiverView } from './opened.ts';
import { audienceOf, type DatedEvent, isPaperFor, type Reader } from './timeline.ts';

/** Papers with a number of a unit's series go out under its seal; form 1 and records for the file have no place for one. */
const isSealedPaper = ({ code, number }: Complaint['papers'][number]): boolean =>
  code === 'local-letter' || (number !== null && code !== 'form-1');

const maskedNumber = (used: string | null): string | null =>
  used === null ? null : maskOf(used.includes('@') ? 'email' : 'phone', used);

export const papersView = (
  state: Complaint,
  events: readonly DatedEvent[],
  opened: Opened,
  reader: Reader,
  { hasProduct, doers }: { readonly hasProduct: boolean; readonly doers: ReadonlyMap<number, string | null> },
  t: Translate,
): CasePaper[] => {
  const audience = audienceOf(reader);
  const madeAt = new Map(
    events.flatMap(({ event, at }) =>
      event.type === 'PaperMade' ? [[event.payload.n, at.toISOString()] as const] : [],
    ),
  );
  const deliveries = events.flatMap(({ event, version }) =>
    event.type === 'PaperDelivered' ? [{ version, ...event.payload }] : [],
  );
  const back = takenBackIn(events);
  const takenBack = (version: number): CasePaper['delivered'][number]['takenBack'] => {
    const step = back.get(version);
    if (step?.event.type !== 'DeliveryTakenBack') return null;
    const { on, reasons } = step.event.payload;
    const told = audience === 'staff' ? { by: doers.get(step.version) ?? null, reasons: opened.text(reasons) } : null;
    return { on, ...(told ?? { by: null, reasons: null }) };
  };
  const openings = events.flatMap(({ event }) => (event.type === 'PaperOpened' ? [event.payload] : []));
  return state.papers
    .filter((paper) => isPaperFor(paper, reader))
    .map((paper) => ({
      n: paper.n,
      code: paper.code,
      title: ownName(paper, t) ?? null,
      number: paper.number,
      recipients: [...paper.to],
      madeAt: madeAt.get(paper.n) ?? '',
      standing: standingOfPaper(state, paper.n),
      url: `/api/v1/complaints/${state.number}/documents/${paper.n}`,
      replaces: replacedBy(state, paper),
      owedTo: [...stillOwedTo(paper, state)],
      awaitsSeal:
        hasProduct &&
        audience === 'staff' &&
        isSealedPaper(paper) &&
        paper.lessened !== true &&
        !state.sealedCopies.some(({ n }) => n === paper.n),
      delivered: deliveries
        .filter(({ n, to }) => n === paper.n && (audience === 'staff' || to === audience))
        .map(
          ({
            version,
            to,
            channel,
            outcome,
            at,
            reason,
            code,
            receiver,
            proof,
            via,
            number,
            place,
            reasons,
            ...noticed
          }) => ({
            ...{ version, to, channel, outcome, at },
            takenBack: takenBack(version),
            reason: (audience === 'staff' ? reason : undefined) ?? null,
            code: (audience === 'staff' ? code : undefined) ?? null,
            receiver: audience === 'staff' ? receiverView({ to, receiver }, opened) : null,
            proof: audience === 'staff' ? opened.text(proof) : null,
            noticeUntil: noticed.noticeUntil ?? null,
            dueOn: noticed.dueOn ?? null,
            place: audience === 'staff' ? opened.text(place) : null,
            reasons: audience === 'staff' ? opened.text(reasons) : null,
            via: (audience === 'staff' ? via : undefined) ?? null,
            number: audience === 'staff' ? maskedNumber(opened.text(number)) : null,
          }),
        ),
      asksReason: audience === 'staff' && showsContacts(paper.code),
      marked: audience === 'staff' ? paper.to.filter((to) => `${paper.n}:${to}` in state.marked) : [],
      opened: openings
        .filter(({ n, to }) => n === paper.n && (audience === 'staff' || to === audience))
        .map(({ to, at }) => ({ to, at })),
    }));
};

/** The earlier notice of a session that whoever this one is for had, or the form 1 of before: it holds no more with this one. */
const replacedBy = (state: Complaint, { n, code, to }: Complaint['papers'][number]): CasePaper['replaces'] => {
  const earlier =
    formerForms(state.papers, { n, code }).at(-1) ?? to.flatMap((party) => replacedNotice(state, n, party) ?? [])[0];
  return earlier === undefined ? null : { number: earlier.number ?? '', on: earlier.on ?? '' };
};
