import type { KeyObject } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import { newSecretKey } from '../crypto/sealing.ts';
import { nobody, type Tx } from '../db.ts';
import { newId } from '../ids.ts';
import { cleanCopy } from './clean-copy.ts';
import { sealFileName, wrapFileKey } from './file-keys.ts';
import { type FileNotice, noticesOf } from './file-notices.ts';
import type { Cleaning } from './file-rows.ts';
import { draftScope, type FileStore } from './file-store.ts';
import { type FileKind, megabyte } from './limits.ts';
import { makeRoom } from './make-room.ts';
import { mediaTypeOf, pagesByType } from './media-types.ts';
import { draftArea, objectPath, putInPlace, removeObject } from './places.ts';
import { type ReceivedContent, receiveContent } from './receive-content.ts';
import { nameAsGiven } from './safe-name.ts';
import { countUpload, refuseUsedUp, type UploadSender } from './upload-volume.ts';

export type Upload = {
  /** The filing or form the file is handed in to. Whoever calls has made sure that the sender holds it. */
  readonly draft: string;
  /** Who hands it in: an account, or `draft:<id>` for somebody without one. */
  readonly owner: string;
  /** What for, in the words of docs/language.md: `evidence`, `power-of-attorney`, `identity-proof`… */
  readonly purpose: string;
  /** As the sender's machine calls it; only ever shown to people. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** On whose share of the day it counts; nobody's for what the program itself puts in. */
  readonly senders?: readonly UploadSender[];
  /** A tray of an account and no single form: never full, the oldest in it gives way. */
  readonly givesWay?: true;
};

export type TakenFile = {
  readonly file: string;
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly bytes: number;
  /** Hexadecimal, of the content as handed in. */
  readonly sha256: string;
  readonly cleaning: Cleaning;
  readonly notices: readonly FileNotice[];
};

/**
 * Takes one file in: looks at its content, seals it to the disk while it arrives, then writes it down. Until the last
 * step there is nothing but a temporary file under a key that exists in memory only.
 */
export const takeUpload = async (store: FileStore, upload: Upload): Promise<TakenFile | Refusal> => {
  const { senders = [] } = upload;
  const full =
    senders.length === 0 ? undefined : await store.database.transact(nobody, (tx) => refuseUsedUp(tx, senders));
  if (full !== undefined) return full;
  const file = newId();
  const fileKey = newSecretKey();
  const received = await receiveContent(store, upload.content, file, fileKey);
  if (isRefusal(received)) return received;
  await store.keys.load(platformTenant);
  const path = objectPath(store.directory, draftArea, { file, variant: 'original' });
  try {
    await putInPlace(received.temporary, path);
    const stored = await store.database.transact(draftScope(upload.draft), (tx) =>
      writeDown(tx, store, upload, { ...received, file, fileKey }),
    );
    if (isRefusal(stored) || stored !== file) await removeObject(path);
    return isRefusal(stored) ? stored : await describe(store, upload, received, stored, stored !== file);
  } catch (error) {
    await removeObject(path);
    throw error;
  }
};

type Whole = ReceivedContent & { readonly file: string; readonly fileKey: KeyObject };

const refuseTooMuch = async (tx: Tx, store: FileStore, draft: string, bytes: number): Promise<Refusal | undefined> => {
  const used = await tx.one<{ files: number; bytes: number }>(
    'select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes from draft_file where draft = $1',
    [draft],
  );
  const { filesPerDraft, bytesPerDraft } = store.limits;
  if (used.files >= filesPerDraft) {
    return refuse('too-many-files', { status: 422, field: 'file', params: { files: filesPerDraft } });
  }
  if (used.bytes + bytes > bytesPerDraft) {
    const params = { megabytes: Math.floor(bytesPerDraft / megabyte) };
    return refuse('files-too-large-together', { status: 413, field: 'file', params });
  }
  return undefined;
};

/** The id under which the content is kept: the one from before when the same content is already in the draft. */
const writeDown = async (tx: Tx, store: FileStore, upload: Upload, whole: Whole): Promise<string | Refusal> => {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`draft-files:${upload.draft}`]);
  const there = await tx.maybe<{ file: string }>(
    'select file from draft_file where draft = $1 and purpose = $2 and sha256 = $3',
    [upload.draft, upload.purpose, whole.sha256],
  );
  if (there !== undefined) {
    // Chosen anew, it lies there anew.
    if (upload.givesWay === true)
      await tx.run('update draft_file set made_at = $3 where draft = $1 and file = $2', [
        upload.draft,
        there.file,
        now(),
      ]);
    return there.file;
  }
  const tooMuch = upload.givesWay === true ? undefined : await refuseTooMuch(tx, store, upload.draft, whole.bytes);
  if (tooMuch !== undefined) return tooMuch;
  const full = await countUpload(tx, upload.senders ?? [], whole.bytes);
  if (full !== undefined) return full;
  if (upload.givesWay === true) await makeRoom(store, tx, upload.draft, whole.bytes);
  const key = wrapFileKey(store.keys, whole.fileKey, { draft: upload.draft, file: whole.file });
  const unneeded = mediaTypeOf(whole.mediaType)?.cleaning === 'none';
  await tx.run(
    `insert into draft_file (draft, file, owner, purpose, media_type, bytes, sha256, name_sealed, key_version, key_wrapped,
       cleaning, pages, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      upload.draft,
      whole.file,
      upload.owner,
      upload.purpose,
      whole.mediaType,
      whole.bytes,
      whole.sha256,
      sealFileName(whole.fileKey, whole.file, nameAsGiven(upload.name)),
      key.keyVersion,
      key.wrapped,
      unneeded ? 'unneeded' : 'pending',
      pagesByType(whole.mediaType),
      now(),
    ],
  );
  return whole.file;
};

const describe = async (
  store: FileStore,
  upload: Upload,
  received: ReceivedContent,
  file: string,
  wasThere: boolean,
): Promise<TakenFile> => {
  const { mediaType, bytes, sha256 } = received;
  const media = mediaTypeOf(mediaType);
  if (media === undefined) throw new Error(`no entry for the type ${mediaType}`);
  // The file is kept whatever becomes of its copy; a later sweep makes it.
  const cleaning = await cleanCopy(store, { draft: upload.draft, file }).catch((fault: unknown): Cleaning => {
    store.onFault(fault);
    return 'pending';
  });
  const notices: FileNotice[] = [
    ...(wasThere ? [{ notice: 'already-there' } as const] : []),
    ...noticesOf({ name: upload.name, mediaType, cleaning }),
  ];
  return { file, kind: media.kind, mediaType, bytes, sha256: sha256.toString('hex'), cleaning, notices };
};
