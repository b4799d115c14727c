import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { unitOf } from '#modules/directory/facade.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { scanBack } from '#platform/documents/seal.ts';
import { type OpenedFile, openFile } from '#platform/files/open-file.ts';
import { scopeOf } from '../handle.ts';
import { keepMadeFile } from '../made-files.ts';
import { composePaper } from '../papers.ts';
import type { PrintMade } from '../prints.ts';
import { staffFor } from '../reference.ts';
import { scanRefused } from '../scan-back.ts';
import type { ServeBody, TakeBackServiceBody } from './contract.ts';
import { change, deskObjection, type IncidentWish, incidentOfPapers, sealInto } from './handle.ts';
import type { Incident, IncidentService } from './incident.ts';
import { findIncidentPaper } from './paper-files.ts';
import { serviceObjection } from './serving.ts';
import { lockIncident, readIncident } from './store.ts';

const words = ['to', 'receiver', 'proof', 'note'] as const;

/** How a paper of the event was handed over, sent or hung up, also once the event is closed. */
export const servePaper = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<ServeBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentOfPapers(tx, wish);
  if (isRefusal(locked)) return locked;
  const { paper: n, way } = wish.body;
  const paper = locked.state.papers.find((one) => one.n === n);
  if (paper === undefined) return refuse('no-such-paper', { status: 404, params: { paper: n } });
  const at = wish.body.at === undefined ? wish.at : new Date(wish.body.at);
  const objection = serviceObjection({ ...wish.body, at }, paper, wish.at);
  if (objection !== undefined) return objection;
  const given = words.flatMap((name) => {
    const value = wish.body[name];
    return value === undefined ? [] : [{ name, kind: `service-${name}`, value }];
  });
  const put = await sealInto(context, tx, locked, given);
  if (isRefusal(put)) return put;
  const { to, ...sealed } = Object.fromEntries(given.map(({ name }, i) => [name, put[i]]));
  if (to === undefined) throw new Error('nothing was sealed');
  const service = locked.state.services.length + 1;
  const payload = { service, n, way, at: at.toISOString(), to, ...sealed };
  return await change(context, tx, locked, wish, 'serve-incident-paper', { type: 'IncidentPaperServed', payload });
};

const noSuchService = (service: number): Refusal =>
  refuse('no-such-service', { status: 404, field: 'service', params: { service } });

/** Undefined once it was taken back: what was entered by mistake proves nothing. */
const standing = ({ services }: Incident, service: number): IncidentService | undefined =>
  services.find((one) => one.service === service && one.takenBack === null);

/** Entered by mistake: it stays to be read, with the reason why it does not count. */
export const takeBackService = async (
  context: Context,
  tx: Tx,
  wish: IncidentWish<TakeBackServiceBody>,
): Promise<{ version: number } | Refusal> => {
  const locked = await incidentOfPapers(tx, wish);
  if (isRefusal(locked)) return locked;
  const { service, reasons } = wish.body;
  if (standing(locked.state, service) === undefined) return noSuchService(service);
  const put = await sealInto(context, tx, locked, [{ kind: 'service-reasons', value: reasons }]);
  if (isRefusal(put)) return put;
  const [sealed] = put;
  if (sealed === undefined) throw new Error('nothing was sealed');
  const payload = { service, on: dayOf(wish.at), reasons: sealed };
  return await change(context, tx, locked, wish, 'take-back-incident-service', {
    type: 'IncidentServiceTakenBack',
    payload,
  });
};

type OfService = { readonly incident: string; readonly service: number };

/** The signed sheet, the slip of the post, a photograph of what hangs there: kept as one file beside the entry. */
export const keepServiceProof = async (
  context: Context,
  actor: Actor,
  { incident, service }: OfService,
  scan: { readonly content: Uint8Array; readonly mediaType: string; readonly at: Date },
): Promise<{ readonly sha256: string } | Refusal> => {
  const found = await context.database.transact(scopeOf(actor), (tx) => serviceOf(tx, actor, { incident, service }));
  if (isRefusal(found)) return found;
  // It takes the place of no paper: there is nothing to compare it with.
  const wish = { pages: 1, compared: true, isProof: true };
  const read = await scanBack({ content: scan.content, mediaType: scan.mediaType }, wish);
  if ('fault' in read) return scanRefused(read, found.state.number);
  const { tenant, stream } = found;
  const { pdf, pages } = read;
  const name = `${context.texts('zh-CN')('papers:service-receipt.title')} ${found.state.number} ${service}.pdf`;
  let hash = '';
  const made = { tenant, stream, person: stream, purpose: 'service-proof', name, pdf } as const;
  const kept = await keepMadeFile(context, scopeOf(actor), made, async (tx, file, sha256) => {
    const locked = await lockIncident(tx, stream);
    if (locked === undefined || standing(locked.state, service) === undefined) return noSuchService(service);
    hash = sha256;
    const payload = { service, file, sha256, pages };
    const wish = { actor, at: scan.at };
    await change(context, tx, locked, wish, 'keep-incident-proof', { type: 'IncidentServiceProofKept', payload });
    return true;
  });
  return isRefusal(kept) ? kept : { sha256: hash };
};

const serviceOf = async (tx: Tx, actor: Actor, { incident, service }: OfService) => {
  const loaded = await readIncident(tx, incident);
  if (loaded === undefined) return refuse('incident-not-found', { status: 404 });
  const objection = deskObjection(actor, loaded.state.bureau);
  if (objection !== undefined) return objection;
  return standing(loaded.state, service) === undefined ? noSuchService(service) : loaded;
};

export const openServiceProof = async (context: Context, actor: Actor, of: OfService): Promise<OpenedFile | Refusal> =>
  await context.database.transact(scopeOf(actor), async (tx) => {
    const found = await serviceOf(tx, actor, of);
    if (isRefusal(found)) return found;
    const { tenant, stream, state } = found;
    const file = standing(state, of.service)?.scans.at(-1)?.file;
    if (file === undefined) return refuse('file-not-found', { status: 404 });
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'open-incident-proof',
      subject: `stream:${stream}`,
      detail: { service: of.service },
    });
    return await openFile(context.files, tx, { tenant, stream, file }, { variant: 'original', disposition: 'inline' });
  });

/** The sheet to sign when a paper of the event is handed over; by whom and where is written by hand. */
export const incidentServiceReceipt = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  paper: { readonly incident: string; readonly n: number; readonly at: Date },
): Promise<PrintMade | Refusal> => {
  const found = await findIncidentPaper(context, tx, actor, paper);
  if (isRefusal(found)) return found;
  const { number, canonical } = found;
  const own = found.paperNumber ?? number;
  const unit = await unitOf(tx, found.bureau);
  if (unit === undefined) throw new Error(`no unit ${found.bureau}`);
  const t = context.texts('zh-CN');
  const composed = composePaper(
    'service-receipt',
    {
      number: t('papers:service-receipt.ownNumber', { number: own }),
      authority: unit.name,
      caseNumber: number,
      recipient: '',
      address: '',
      way: '',
      papers: [{ title: canonical.title, number: found.paperNumber ?? '', copies: 1 }],
      server: (await staffFor(tx, actor.account, dayOf(paper.at)))?.name ?? '',
    },
    t,
  );
  return { paper: composed, at: paper.at, name: `${composed.title} ${own}` };
};
