import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CastName, cast } from '#db/seed/cast.ts';
import { seedDirectory } from '#db/seed/district.ts';
import { seedPeople } from '#db/seed/people.ts';
import type { Actor } from '#kernel/actor.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import type { Context } from '#platform/context.ts';
import { Keyring, newKeyFile } from '#platform/crypto/keyring.ts';
import { openDatabase } from '#platform/db.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import { gatewaysFor } from '#platform/messages/gateways.ts';
import { wirePeople } from '#platform/people.ts';
import { textsFor } from '#platform/texts.ts';
import { testDatabase } from './database.ts';

/** A seeded database with the cast in it and everything a handler needs; one for a test file. */
export type World = {
  readonly context: Context;
  readonly appUrl: string;
  readonly ownerUrl: string;
  close(): Promise<void>;
};

export const openWorld = async (): Promise<World> => {
  const made = await testDatabase();
  const owner = openDatabase({ url: made.ownerUrl, connections: 2 });
  await owner.transact({ tenants: [], bureaus: [], principals: [], account: 'system:seed' }, (tx) =>
    seedDirectory(tx, new Date('2026-04-15T01:00:00Z')),
  );
  const database = openDatabase({ url: made.appUrl, connections: 8 });
  const keyring = new Keyring(newKeyFile(new Date('2026-04-15T01:00:00Z')));
  const people = wirePeople(database, keyring, gatewaysFor('demo', {}, database));
  await owner.transact({ tenants: [], bureaus: [], principals: [], account: 'system:seed' }, (tx) =>
    seedPeople(tx, people),
  );
  await owner.close();
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
