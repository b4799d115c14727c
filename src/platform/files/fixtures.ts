/** What the tests of files need: a store over a fresh database, a case to bind to, and images that say where they were taken. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { testDatabase } from '#test/database.ts';
import { now } from '../clock.ts';
import { Keyring, newKeyFile } from '../crypto/keyring.ts';
import { TenantKeys } from '../crypto/tenant-keys.ts';
import { type Database, openDatabase, type Scope } from '../db.ts';
import { newId } from '../ids.ts';
import { type FileStore, openFileStore } from './file-store.ts';
import type { UploadLimits } from './limits.ts';

export const tenant = 'yunqi';
export const officer: Scope = { tenants: [tenant], bureaus: ['yunqi-linxi'], principals: [], account: 'officer' };
export const stranger: Scope = { tenants: ['lanchuan'], bureaus: ['lanchuan-beidu'], principals: [], account: 'other' };

export type FilesFixture = {
  readonly store: FileStore;
  readonly database: Database;
  /** A store over the same database and directory with other limits, or after a restart. */
  storeWith(change: { limits?: Partial<UploadLimits>; onFault?: (fault: unknown) => void }): FileStore;
  newCase(): Promise<string>;
  /** Every file under the store's directory, relative to it. */
  onDisk(): Promise<string[]>;
  close(): Promise<void>;
};

export const filesFixture = async (limits: UploadLimits): Promise<FilesFixture> => {
  const testing = await testDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'fangxin-files-'));
  const database = openDatabase({ url: testing.appUrl });
  const keyring = new Keyring(newKeyFile(now()));
  const storeWith: FilesFixture['storeWith'] = (change) =>
    openFileStore({
      directory,
      database,
      keys: new TenantKeys(keyring, database),
      limits: { ...limits, ...change.limits },
      onFault: change.onFault ?? ((fault) => console.error(fault)),
    });
  return {
    store: storeWith({}),
    database,
    storeWith,
    newCase: async () => {
      const stream = newId();
      await database.transact(officer, (tx) =>
        tx.run(
          `insert into stream (tenant, stream, kind, bureau, version, head_hash) values ($1, $2, 'complaint', $3, 1, '\\x00')`,
          [tenant, stream, officer.bureaus[0]],
        ),
      );
      return stream;
    },
    onDisk: async () => {
      const found = await readdir(directory, { recursive: true, withFileTypes: true });
      return found
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath, one.name).slice(directory.length + 1));
    },
    close: async () => {
      await database.close();
      await testing.drop();
      await rm(directory, { recursive: true });
    },
  };
};

export const camera = 'NosyCamera 3000';

/** A photo with a place, a time and a camera in it. */
export const photo = (seed = 0): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: { r: seed % 256, g: 80, b: 120 } } })
    .withExif({
      IFD0: { Make: camera, ImageDescription: `photo ${seed}` },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '39/1 54/1 15/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '116/1 24/1 26/1',
      },
    })
    .jpeg()
    .toBuffer();

export const pdf = (words = 'contract'): Buffer => Buffer.from(`%PDF-1.7\n% ${words}\n%%EOF\n`);

export async function* inPieces(content: Buffer, pieceBytes = 16 * 1024): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
}
