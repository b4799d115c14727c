import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type EvidenceItem, placeOfNumber } from '#modules/complaints/facade.ts';
import { closeDraft, type Draft, draftAccount, draftOnly, fileAtFrontDoor } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { bindFiles } from '#platform/files/bind-files.ts';
import { draftFiles } from '#platform/files/list-files.ts';
import type { SiteKit, Visit } from '#site/visit/visit.ts';
import type { FilingAnswers } from './answer-rows.ts';
import { filingRequestOf } from './filing-request.ts';

/** What the receipt page needs to be drawn again, however often it is opened. */
export type FiledDraft = {
  readonly receipts: readonly {
    readonly kind: 'complaint' | 'report' | 'question' | 'short';
    readonly number: string;
    readonly filedAt: string;
    readonly contentHash: string;
    readonly evidenceCount: number;
    readonly tenant: string;
  }[];
  readonly phone: string | null;
};

/** Makes what a draft says, once: case, evidence and receipt in one transaction; the draft is closed by it. */
export const fileDraft = async (
  kit: SiteKit,
  tx: Tx,
  visit: Visit,
  request: FastifyRequest,
  draft: Draft,
  answers: FilingAnswers,
): Promise<FiledDraft | Refusal> => {
  const { context } = kit;
  const wanted = filingRequestOf(answers, visit.t);
  if (wanted === undefined || answers.person?.kind !== 'named') return refuse('filing-incomplete', { status: 422 });
  const at = now();
  await tx.rescope(draftOnly(draft.draft));
  const files = await draftFiles(context.files, tx, draft.draft);
  const evidence: EvidenceItem[] = files.map((file) => ({
    file: file.file,
    sha256: file.sha256,
    mediaType: file.mediaType,
    bytes: file.bytes,
    by: 'complainant',
  }));
  const account = await context.people.consumers.accountFor(tx, answers.person.phone);
  const filer: Actor = request.signedIn?.actor ?? consumer(account);
  const receipt = await fileAtFrontDoor(context, tx, {
    actor: filer,
    at,
    request: wanted,
    evidence,
    complainantAccount: account,
  });
  if ('refusal' in receipt) return receipt;
  if (files.length > 0) {
    const stream = await streamOf(tx, receipt.number, account);
    await tx.rescope({ ...nobody, principals: [account], account: draftAccount(draft.draft), writes: [stream.tenant] });
    const bound = await bindFiles(context.files, tx, { draft: draft.draft, ...stream, givenBy: account });
    if ('refusal' in bound) throw new Error(`evidence of a filing could not be bound: ${bound.refusal}`);
  }
  const filed: FiledDraft = {
    receipts: [
      {
        kind: 'complaint',
        number: receipt.number,
        filedAt: receipt.filedAt,
        contentHash: receipt.contentHash,
        evidenceCount: files.length,
        tenant: receipt.bureau,
      },
    ],
    phone: answers.person.phone,
  };
  await closeDraft(context, tx, draft, filed, at);
  return filed;
};

const consumer = (account: string): Actor => ({
  kind: 'consumer',
  account,
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [account],
});

const streamOf = async (tx: Tx, number: string, account: string): Promise<{ tenant: string; stream: string }> => {
  await tx.rescope({ ...nobody, principals: [account], account });
  return await placeOfNumber(tx, number);
};
