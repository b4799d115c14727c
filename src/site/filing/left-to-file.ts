import type { Draft } from '#modules/intake/facade.ts';
import type { Tx } from '#platform/db.ts';
import { draftFiles } from '#platform/files/list-files.ts';
import type { FieldFault } from '#site/kit/form.ts';
import type { SiteKit } from '#site/visit/visit.ts';
import type { FilingAnswers } from './answer-rows.ts';
import type { FilingRole, FilingStep } from './steps.ts';

type Told = Pick<FilingAnswers, 'facts' | 'purchase'>;

type Listed = { readonly purpose: string; readonly mediaType: string };

export type ToldByFile = { readonly hasPhoto: boolean; readonly hasRecording: boolean };

/** Whether something lies there that an officer can listen to or look at, by its sniffed type. */
export const toldBy = (files: readonly Listed[]): ToldByFile => ({
  hasPhoto: files.some(({ purpose, mediaType }) => purpose === 'evidence' && mediaType.startsWith('image/')),
  hasRecording: files.some(({ purpose, mediaType }) => purpose === 'telling' && /^(?:audio|video)\//u.test(mediaType)),
});

/** Only who helps somebody hands in a recording or a photo instead of words. */
export const toldInDraft = async (
  kit: SiteKit,
  tx: Tx,
  draft: Draft | undefined,
  role: FilingRole | undefined,
): Promise<ToldByFile> =>
  toldBy(draft === undefined || role !== 'helper' ? [] : await draftFiles(kit.context.files, tx, draft.draft));

/** Where words were left to a recording or a photo and none of that kind lies in the draft (any more). */
export const leftToFileFaults = async (
  kit: SiteKit,
  tx: Tx,
  draft: Draft,
  { facts, purchase }: Told,
): Promise<FieldFault[]> => {
  if (facts?.inRecording !== true && purchase?.onReceipt !== true) return [];
  const { hasPhoto, hasRecording } = await toldInDraft(kit, tx, draft, 'helper');
  return [
    ...(purchase?.onReceipt === true && !hasPhoto ? [{ field: 'onReceipt', says: 'filing:fault.no-photo' }] : []),
    ...(facts?.inRecording === true && !hasRecording
      ? [{ field: 'inRecording', says: 'filing:fault.no-recording' }]
      : []),
  ];
};

/** The question to go back to, where a file that stood for its words is gone. */
export const stepWithoutFile = async (
  kit: SiteKit,
  tx: Tx,
  draft: Draft,
  told: Told,
): Promise<FilingStep | undefined> => {
  const [fault] = await leftToFileFaults(kit, tx, draft, told);
  if (fault === undefined) return undefined;
  return fault.field === 'onReceipt' ? 'purchase' : 'facts';
};
