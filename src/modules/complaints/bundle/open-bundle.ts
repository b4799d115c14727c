import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import type { BundleItem } from '#platform/documents/bundle.ts';
import { type OpenedFile, openFile } from '#platform/files/open-file.ts';
import { messagesAbout } from '#platform/messages/receipt-store.ts';
import { fold } from '../evolve.ts';
import { scopeOf } from '../handle.ts';
import { keepMadeFile } from '../made-files.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import { openingObjection } from '../openings.ts';
import { complainantsOf } from '../paper-data/paper-desk.ts';
import { composePaper, type PaperData } from '../papers.ts';
import { renderPaper } from '../papers-render.ts';
import { placesOf } from '../permits.ts';
import { readComplaint } from '../store.ts';
import { openFor } from '../views/opened.ts';
import type { BundlePart } from '../vocabulary.ts';
import { isLater } from './bundle-parts.ts';
import { sizeObjection } from './bundle-size.ts';
import { doersOf, hashedEvents, historyOf } from './case-records.ts';
import { statementsOf } from './case-statements.ts';
import { type BundledCase, evidenceItems, paperItems, pdfItem } from './gather-items.ts';
import { messageSubjects, serviceOf } from './proof-of-telling.ts';
import { whyFell } from './why-fell.ts';

type BundleRow = {
  readonly purpose: 'reconsideration' | 'court';
  readonly reference: string;
  readonly made_at: Date;
  readonly pdf_file: string | null;
  readonly evidence_from: number | null;
  readonly evidence_to: number | null;
};

type Wanted = BundledCase & {
  readonly row: BundleRow;
  readonly person: string | undefined;
  readonly maker: string;
  readonly history: PaperData['case-history'];
  readonly service: PaperData['service-record'];
  readonly statements: PaperData['case-statements'];
};

/** The answer bundle ordered by the act of this version: made at the first open, frozen, the same bytes ever after. */
export const openBundle = async (
  context: Context,
  actor: Actor,
  number: string,
  version: number,
  opening: string | undefined,
): Promise<OpenedFile | Refusal> => {
  const { database } = context;
  const wanted = await database.transact(scopeOf(actor), (tx) =>
    findBundle(context, tx, actor, { number, version, opening }),
  );
  if (isRefusal(wanted)) return wanted;
  if (wanted.row.pdf_file === null) {
    const made = await make(context, actor, wanted, version);
    if (isRefusal(made)) return made;
  }
  return await database.transact(scopeOf(actor), async (tx) => {
    const { tenant, stream } = wanted;
    const row = await bundleRow(tx, wanted, version);
    if (row?.pdf_file == null) return refuse('paper-being-made', { status: 503, params: { seconds: 2 } });
    const detail = { bundle: version };
    await audit(tx, { tenant, account: actor.account, act: 'open-bundle', subject: `stream:${stream}`, detail });
    return await openFile(context.files, tx, { tenant, stream, file: row.pdf_file }, { variant: 'original' });
  });
};

const bundleRow = (tx: Tx, at: { tenant: string; stream: string }, version: number): Promise<BundleRow | undefined> =>
  tx.maybe<BundleRow>(
    `select purpose, reference, made_at, pdf_file, evidence_from, evidence_to
     from complaint_bundle where tenant = $1 and stream = $2 and version = $3`,
    [at.tenant, at.stream, version],
  );

const findBundle = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { number, version, opening }: { number: string; version: number; opening: string | undefined },
): Promise<Wanted | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  if (!placesOf(actor, loaded.state, loaded.tenant).has('bureau')) return refuse('paper-not-for-you', { status: 403 });
  const row = await bundleRow(tx, loaded, version);
  if (row === undefined) return refuse('no-such-bundle', { status: 404 });
  const objection = await openingObjection(tx, actor, loaded, 'bundle', opening);
  if (objection !== undefined) return objection;
  const { tenant, stream } = loaded;
  const events = await hashedEvents(tx, loaded, version);
  // The bundle shows the case as it stood when it was ordered, whatever came after.
  const state = fold(events.map(({ event }) => event));
  const today = dayOf(row.made_at);
  const opened = await openFor(
    context,
    tx,
    loaded,
    state,
    events.map(({ event }) => event),
  );
  const desk = await openPaperDesk(context, tx, {
    ...{ tenant, stream, state, today, actor: actor.account },
    withAlong: true,
  });
  const doers = await doersOf(tx, events, desk);
  return {
    tenant,
    stream,
    number,
    row,
    person: state.parties.find((party) => party.kind === 'complainant')?.person,
    desk,
    fell: whyFell(
      events.map(({ event }) => event),
      desk,
      opened,
    ),
    maker: doers.at(-1)?.words ?? '',
    history: historyOf(events, doers, desk, opened),
    service: serviceOf(events, doers, desk, opened, await messagesAbout(tx, tenant, messageSubjects(stream, state))),
    statements: statementsOf(events, doers, opened, desk),
  };
};

const make = async (context: Context, actor: Actor, wanted: Wanted, version: number): Promise<boolean | Refusal> => {
  const { database } = context;
  const { tenant, stream, number, row, desk, person } = wanted;
  const { t } = desk;
  const part = partIn(row);
  const objection = await database.transact(scopeOf(actor), (tx) =>
    sizeObjection(context, tx, { tenant, stream, state: desk.state }, part),
  );
  if (objection !== undefined) return objection;
  const papers = part !== undefined && isLater(part) ? [] : await paperItems(context, actor, wanted);
  if (isRefusal(papers)) return papers;
  const evidence = await evidenceItems(context, actor, wanted, part);
  const items =
    part !== undefined && isLater(part)
      ? evidence
      : [
          ...papers,
          await innerPaper('case-statements', wanted.statements, wanted),
          await innerPaper('service-record', wanted.service, wanted),
          ...evidence,
          await innerPaper('case-history', wanted.history, wanted),
        ];
  const title = t('papers:bundle.title', { number });
  const lines = [
    { label: t('papers:bundle.caseNumber'), value: number },
    { label: t('papers:bundle.purpose'), value: t(`complaint:bundlePurpose.${row.purpose}`) },
    { label: t(`papers:bundle.reference.${row.purpose}`), value: row.reference },
    { label: t('papers:bundle.authority'), value: desk.unit.name },
    { label: t('papers:bundle.complainant'), value: complainantsOf(desk) },
    { label: t('papers:bundle.respondent'), value: desk.respondent.name },
    { label: t('papers:bundle.maker'), value: wanted.maker },
    ...(part === undefined
      ? []
      : [
          {
            label: t('papers:bundle.part'),
            value: t('papers:bundle.partOf', {
              from: part.evidenceFrom,
              to: part.evidenceTo,
              count: desk.state.evidence.length,
            }),
          },
        ]),
  ];
  const seal = { authority: desk.unit.name, mark: t('papers:sealMark'), day: longDay(dayOf(row.made_at), t) };
  // What binds files is loaded with the first bundle.
  const { makeBundle } = await import('#platform/documents/bundle.ts');
  const pdf = await makeBundle({ title, lines, items, seal, at: row.made_at }, t);
  const file = { tenant, stream, person, purpose: 'bundle', name: `${title}.pdf`, pdf } as const;
  return await keepMadeFile(context, scopeOf(actor), file, async (tx, id, sha256) => {
    const isFirst = await tx.run(
      `update complaint_bundle set pdf_file = $4, pdf_hash = $5
        where tenant = $1 and stream = $2 and version = $3 and pdf_file is null`,
      [tenant, stream, version, id, sha256],
    );
    return isFirst === 1;
  });
};

const partIn = ({ evidence_from: evidenceFrom, evidence_to: evidenceTo }: BundleRow): BundlePart | undefined =>
  evidenceFrom === null || evidenceTo === null ? undefined : { evidenceFrom, evidenceTo };

const innerPaper = async <Code extends 'case-statements' | 'service-record' | 'case-history'>(
  code: Code,
  data: PaperData[Code],
  { row, desk }: Wanted,
): Promise<BundleItem> => {
  const paper = composePaper(code, data, desk.t);
  return pdfItem(paper.title, await renderPaper(paper, { at: row.made_at }));
};
