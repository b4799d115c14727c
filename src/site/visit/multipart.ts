import type { FastifyRequest } from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { asksThought } from '#platform/files/file-notices.ts';
import { largestUpload } from '#platform/files/limits.ts';
import { takeUpload } from '#platform/files/take-upload.ts';
import { checkForm, isOwnForm } from '#platform/http/guard.ts';
import { partsOf } from '#platform/http/multipart-parts.ts';
import { uploadSenders } from '#platform/http/upload-senders.ts';
import type { EvidenceFile, FileSaid, RefusedFile } from '#site/kit/evidence.ts';
import { guardFields } from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';

export type TakenSaid = Pick<EvidenceFile, 'name' | 'kind'> & {
  readonly notices: readonly FileSaid[];
  readonly purpose: string;
  /** Somebody may want to hand in another one instead. */
  readonly asksThought: boolean;
};

export type Handed = {
  /** The guards the form brought along. */
  readonly guards: RawForm;
  readonly raw: RawForm;
  readonly taken: readonly string[];
  readonly refused: readonly RefusedFile[];
  /** What is to be said of the files that were taken, by file. */
  readonly said: readonly TakenSaid[];
  /** The form is not this browser's: nothing of it was kept, and nothing may be done. */
  readonly expired?: true;
};

/** Of these the names that lay there already. */
export const twiceIn = (said: readonly TakenSaid[]): string[] =>
  said.flatMap(({ name, notices }) => (notices.some(({ notice }) => notice === 'already-there') ? [name] : []));

export type UploadPlace = {
  readonly draft: string;
  readonly owner: string;
  readonly purposes: Readonly<Record<string, string>>;
};

/**
 * Reads a form with files. The form's own token stands before any file and is checked before the first byte of one is
 * kept; `placeOf` is asked once, when the first file comes. With `expired: 'tell'` a form that is not this browser's is read to its
 * end, its files let go, for whoever shows it again; else it is refused.
 */
export const readMultipart = async (
  { files: store, keyring }: Pick<Context, 'files' | 'keyring'>,
  request: FastifyRequest,
  placeOf: () => Promise<UploadPlace>,
  { expired = 'refuse' }: { readonly expired?: 'refuse' | 'tell' } = {},
): Promise<Handed> => {
  const raw: Record<string, string | string[]> = {};
  const taken: string[] = [];
  const refused: RefusedFile[] = [];
  const said: TakenSaid[] = [];
  let checked = false;
  let place: UploadPlace | undefined;
  let foreign = false;
  const check = () => {
    if (checked) return;
    const token = raw[guardFields.csrf];
    if (expired === 'refuse') checkForm(request, token);
    foreign = !isOwnForm(request, token);
    checked = true;
  };
  for await (const part of partsOf(request, { limits: { fileSize: largestUpload(store.limits), files: 30 } })) {
    if (part.type === 'field') {
      const value = String(part.value);
      const before = raw[part.fieldname];
      raw[part.fieldname] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
      continue;
    }
    check();
    if (foreign || part.filename === '') {
      part.file.resume();
      continue;
    }
    place ??= await placeOf();
    const purpose = place.purposes[part.fieldname];
    if (purpose === undefined) {
      part.file.resume();
      continue;
    }
    const kept = await takeUpload(store, {
      draft: place.draft,
      owner: place.owner,
      purpose,
      name: part.filename,
      content: part.file,
      senders: uploadSenders(keyring, store.limits, request),
    });
    if (isRefusal(kept)) {
      part.file.resume();
      refused.push({
        name: part.filename,
        says: `files:refusals.${kept.refusal}`,
        ...(kept.params === undefined ? {} : { values: kept.params }),
      });
    } else {
      taken.push(kept.file);
      const { kind, notices } = kept;
      if (notices.length > 0)
        said.push({ name: part.filename, kind, purpose, notices, asksThought: asksThought(purpose, notices) });
    }
  }
  check();
  const names = new Set<string>(Object.values(guardFields));
  return {
    raw: Object.fromEntries(Object.entries(raw).filter(([name]) => !names.has(name))),
    guards: Object.fromEntries(Object.entries(raw).filter(([name]) => names.has(name))),
    taken,
    refused,
    said,
    ...(foreign ? { expired: true } : {}),
  };
};
