import type { FastifyRequest } from 'fastify';
import { draftOnly } from '#modules/intake/facade.ts';
import { readTicket, writeTicket } from '#platform/auth/tickets.ts';
import { asksThought, noticesOf } from '#platform/files/file-notices.ts';
import { draftFiles } from '#platform/files/list-files.ts';
import { evidenceKind, type HeldFiles } from '#site/kit/evidence.ts';
import type { TakenSaid } from './multipart.ts';
import type { SiteKit } from './visit.ts';

/**
 * Files of a form that does its act at once, kept for the next time it is sent: something is to be said of one of them first, and a
 * browser forgets what was chosen. What brings them back is sealed, for this person on this page.
 */
const HELD = 'files-of-a-form';
const MINUTES = 60;

const whose = (request: FastifyRequest) => ({
  place: request.url,
  account: request.signedIn?.actor.account ?? '',
});

export const holdFiles = (
  { context }: SiteKit,
  request: FastifyRequest,
  draft: string,
  { taken, said }: { readonly taken: readonly string[]; readonly said: readonly TakenSaid[] },
): HeldFiles => ({
  held: writeTicket(context.keyring, HELD, { draft, files: String(taken.length), ...whose(request) }, MINUTES),
  files: said
    .filter((one) => one.asksThought)
    .map(({ name, kind, notices, purpose }) => ({
      ...{ name, kind, notices },
      seenBy: purpose === 'evidence' ? 'sides' : 'officials',
    })),
});

/** Where they lie and how many there were; undefined where what was written tells this person on this page nothing, or no longer. */
export const heldDraft = (
  { context }: SiteKit,
  request: FastifyRequest,
  written: unknown,
): { readonly draft: string; readonly files: number } | undefined => {
  const ticket = typeof written === 'string' ? readTicket(context.keyring, HELD, written) : undefined;
  const { place, account } = whose(request);
  const { draft, files } = ticket ?? {};
  return draft !== undefined && ticket?.['place'] === place && ticket['account'] === account
    ? { draft, files: Number(files ?? 1) }
    : undefined;
};

/** What lies there, as if it had just been handed in. */
export const filesHeld = async (
  { context }: SiteKit,
  draft: string,
): Promise<{ readonly taken: string[]; readonly said: TakenSaid[] }> => {
  const files = await context.database.transact(draftOnly(draft), (tx) => draftFiles(context.files, tx, draft));
  return {
    taken: files.map(({ file }) => file),
    said: files.map((file) => {
      const notices = noticesOf(file);
      const { name, purpose, mediaType } = file;
      return { name, purpose, notices, kind: evidenceKind(mediaType), asksThought: asksThought(purpose, notices) };
    }),
  };
};
