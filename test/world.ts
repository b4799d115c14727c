import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CastName, cast } from '#db/seed/cast.ts';
import { seedDirectory } from '#db/seed/district.ts';
import { seedPeople } from '#db/seed/people.ts';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { platformTenant } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import { projectRoot } from '#platform/config.ts';
import type { Context } from '#platform/context.ts';
import { type KeyRecord, Keyring } from '#platform/crypto/keyring.ts';
import { nobody, openDatabase, type Scope } from '#platform/db.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import { gatewaysFor } from '#platform/messages/gateways.ts';
import { wirePeople } from '#platform/people.ts';
import { textsFor } from '#platform/texts.ts';
import { type Seed, sownTestDatabase } from './database.ts';

/** A seeded database with the cast in it and everything a handler needs; one for a test file. */
export type World = {
  readonly context: Context;
  readonly appUrl: string;
  readonly ownerUrl: string;
  close(): Promise<void>;
};

export const openWorld = async (): Promise<World> => {
  const made = await sownTestDatabase({ fingerprint: sourcesOfToday(), sow: sowCast });
  const database = openDatabase({ url: made.appUrl, connections: 8 });
  const people = wirePeople(database, keyring, gatewaysFor('demo', {}, database));
  await database.transact(nobody, (tx) => people.keys.load(platformTenant, tx));
  const filesDirectory = mkdtempSync(join(tmpdir(), 'fangxin-files-'));
  const calendar = packagedCalendar();
  const context: Context = {
    database,
    keyring,
    people,
    vault: people.vault,
    files: openFileStore({ directory: filesDirectory, database, keys: people.keys }),
    law: () => ({ calendar, rulebook, settingsOf: () => [] }),
    publicUrl: 'http://localhost:8315',
    texts: textsFor,
  };
  return {
    context,
    appUrl: made.appUrl,
    ownerUrl: made.ownerUrl,
    close: async () => {
      await database.close();
      await made.drop();
      rmSync(filesDirectory, { recursive: true, force: true });
    },
  };
};

const sowCast: Seed['sow'] = async ({ ownerUrl, appUrl }) => {
  const owner = openDatabase({ url: ownerUrl, connections: 2 });
  const database = openDatabase({ url: appUrl, connections: 2 });
  try {
    await owner.transact(seeder, (tx) => seedDirectory(tx, new Date('2026-04-15T01:00:00Z')));
    const people = wirePeople(database, keyring, gatewaysFor('demo', {}, database));
    await owner.transact(seeder, (tx) => seedPeople(tx, people));
  } finally {
    await database.close();
    await owner.close();
  }
};

const seeder: Scope = { tenants: [], bureaus: [], principals: [], account: 'system:seed' };

/** The same in every world, because their template was sealed with it. */
const keyring = new Keyring({
  format: 'fangxin-keys-1',
  id: '0123456789abcdef',
  master: [keyOfTests('master')],
  phone: [keyOfTests('phone')],
  idNumber: [keyOfTests('id-number')],
  // An Ed25519 key as PKCS 8 has it (RFC 8410, 7): a fixed head before the seed.
  signing: [keyOfTests('signing', '302e020100300506032b657004220420')],
});

function keyOfTests(name: string, head = ''): KeyRecord {
  const seed = createHash('sha256').update(`a key of the tests: ${name}`).digest();
  const secret = Buffer.concat([Buffer.from(head, 'hex'), seed]).toString('base64');
  return { version: 1, madeAt: '2026-04-15T01:00:00.000Z', secret };
}

/** Everything the sowing runs through as it lies on the disk, and the day: who is sown is so from now on. */
const sourcesOfToday = (): string => {
  sources ??= sourcesOnDisk();
  return createHash('sha256').update(dayOf(now())).update(sources).digest('hex');
};

/** Looked at once a process, which goes on with what it has read of them. */
let sources: string | undefined;

const sourcesOnDisk = (): string => {
  const found = ['db', 'src/kernel', 'src/modules', 'src/platform', 'test'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }),
  );
  const hash = createHash('sha256');
  for (const file of found) {
    if (!file.isFile() || file.name.endsWith('.test.ts')) continue;
    const path = join(file.parentPath, file.name);
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.update(statSync(join(projectRoot, 'package-lock.json')).mtimeMs.toString()).digest('hex');
};

/** A member of the cast as the session would state them. */
export const actorOf = (name: CastName): Actor => {
  const member = cast[name];
  if (member.kind !== 'staff') {
    const acts = member.kind === 'operator' ? member.actsFor : [];
    return {
      kind: member.kind,
      account: member.account,
      roles: [],
      tenants: [],
      bureaus: [],
      principals: [member.account, ...acts],
    };
  }
  return {
    kind: 'staff',
    account: member.account,
    roles: member.roles,
    tenants: [member.tenant],
    bureaus: member.sees,
    principals: [member.account, ...member.actsFor, `station:${member.bureau}`],
    bureau: member.bureau,
    tenant: member.tenant,
  };
};

export const anyKey = (): string => randomBytes(12).toString('hex');
