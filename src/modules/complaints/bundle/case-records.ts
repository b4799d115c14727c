import { dayOf } from '#kernel/day.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { Tx } from '#platform/db.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { dayAndTimeOf, type PaperDesk } from '../paper-data/paper-desk.ts';
import type { PaperData } from '../papers.ts';
import { staffFor } from '../reference.ts';
import { takenBackIn } from '../taken-back.ts';
import type { Opened } from '../views/opened.ts';
import { partiesActing, sideOfParty } from '../who-acted.ts';
import { successorWords, whoIsMeant } from './who-is-meant.ts';

/** One event with its place in the chain. */
export type HashedEvent = {
  readonly version: number;
  readonly actor: string;
  readonly at: Date;
  readonly hash: Buffer;
  readonly event: ComplaintEvent;
};

export const hashedEvents = async (
  tx: Tx,
  at: { tenant: string; stream: string },
  upTo: number,
): Promise<HashedEvent[]> => {
  const rows = await tx.rows<{
    version: number;
    actor: string;
    at: Date;
    hash: Buffer;
    type: string;
    payload: unknown;
  }>(
    'select version, actor, at, hash, type, payload from event where tenant = $1 and stream = $2 and version <= $3 order by version',
    [at.tenant, at.stream, upTo],
  );
  return rows.map(({ version, actor, at: when, hash, type, payload }) => ({
    version,
    actor,
    at: when,
    hash,
    event: { type, payload } as ComplaintEvent,
  }));
};

/** Who did each of them, in words; `side` where a party of the case did, for itself or through whoever acts for it. */
export type Doer = { readonly words: string; readonly side?: 'complainant' | 'respondent' };

export const doersOf = async (tx: Tx, events: readonly HashedEvent[], { t }: PaperDesk): Promise<Doer[]> => {
  const acted = partiesActing(events);
  return await Promise.all(
    events.map(async ({ actor, at }, place) => {
      if (actor.startsWith('system:')) return { words: t('papers:case-history.system') };
      const member = await staffFor(tx, actor, dayOf(at));
      if (member !== undefined) return { words: member.name };
      const { kind, relation } = acted[place] ?? { kind: 'complainant' };
      const as = relation === undefined ? '' : t('complaint:aside', { text: t(`complaint:relation.${relation}`) });
      return { words: `${t(`complaint:party.${kind}`)}${as}`, side: sideOfParty(kind) };
    }),
  );
};

const aboutWhom = (event: ComplaintEvent, desk: PaperDesk, opened: Pick<Opened, 'text'>): { about?: string } => {
  const said = [whoIsMeant(event, desk, opened), successorWords(event, desk, opened)].filter(
    (one) => one !== undefined,
  );
  return said.length === 0 ? {} : { about: said.join('\n') };
};

/** Of an act on one paper: which it is, and of a service how it was brought to whom. */
const aboutPaper = (
  event: ComplaintEvent,
  { state, t }: PaperDesk,
  opened: Pick<Opened, 'text'>,
  isTakenBack: boolean,
): { about?: string; paper?: string } => {
  const n = onPaper.has(event.type) && 'n' in event.payload ? event.payload.n : undefined;
  const paper = state.papers.find((made) => made.n === n);
  if (paper === undefined) return {};
  const title = ownName(paper, t) ?? t(`papers:${paper.code}.title`);
  const named = { paper: `${title}\n${paper.number ?? ''}`.trim() };
  if (event.type === 'DeliveryTakenBack') {
    const to = t(`papers:service-record.party.${event.payload.to}`);
    return { ...named, about: `${to}\n${opened.text(event.payload.reasons) ?? ''}`.trimEnd() };
  }
  if (event.type !== 'PaperDelivered') return named;
  const { to, channel, outcome } = event.payload;
  return {
    ...named,
    about: t(`papers:case-history.${isTakenBack ? 'servedNoMore' : 'served'}`, {
      to: t(`papers:service-record.party.${to}`),
      way: t(`papers:service-record.way.${channel}`),
      result: t(`papers:service-record.result.${outcome}`),
    }),
  };
};

const onPaper: ReadonlySet<ComplaintEvent['type']> = new Set([
  ...(['PaperMade', 'PaperDelivered', 'PaperOpened', 'DeliveryTakenBack', 'SentAgain', 'SealedCopyKept'] as const),
]);

export const historyOf = (
  events: readonly HashedEvent[],
  doers: readonly Doer[],
  desk: PaperDesk,
  opened: Pick<Opened, 'text'>,
): PaperData['case-history'] => {
  const back = takenBackIn(events);
  return {
    caseNumber: desk.state.number,
    authority: desk.unit.name,
    events: events.map(({ version, at, hash, event }, place) => ({
      version,
      at: dayAndTimeOf(at.toISOString()),
      type: event.type,
      ...aboutWhom(event, desk, opened),
      ...aboutPaper(event, desk, opened, back.has(version)),
      by: doers[place]?.words ?? '',
      hash: hash.toString('hex'),
    })),
  };
};
