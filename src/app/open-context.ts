import { join } from 'node:path';
import { loadLaw } from '#modules/directory/law-store.ts';
import { type ProviderSettings, providerFrom } from '#platform/auth/provider-settings.ts';
import type { Config } from '#platform/config.ts';
import type { Context, Law } from '#platform/context.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { sealFrom } from '#platform/documents/http-seal.ts';
import type { SealAdapter } from '#platform/documents/seal.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import type { SettledInstance } from '#platform/instance.ts';
import { gatewaysFor, noGateways } from '#platform/messages/gateways.ts';
import type { FailedMessage } from '#platform/messages/messages.ts';
import { wirePeople } from '#platform/people.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { textsFor } from '#platform/texts.ts';

export type OpenContext = Context & {
  readonly demo: boolean;
  /** Reads calendar and settings again: after an administrator's entry and every minute. */
  refreshLaw(): Promise<void>;
};

export type ContextOptions = {
  readonly appUrl: string;
  readonly instance: SettledInstance;
  readonly publicUrl: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where handed-in files lie, usually `<var>/files`. */
  readonly filesDirectory: string;
  /** Whether messages leave from here: only then their settings are asked for. */
  readonly sends: boolean;
  readonly connections?: number;
  readonly onDatabaseError?: (error: Error) => void;
  readonly onMessageFailed?: (failed: FailedMessage) => void;
  readonly onReceiptsAmbiguous?: (references: readonly string[]) => void;
};

/** For a command beside the service or without it: under the application's login, and nothing leaves from here. */
export const openCommandContext = (
  ownerUrl: string,
  config: Pick<Config, 'publicUrl' | 'varDirectory'>,
  instance: SettledInstance,
  connections = 2,
): Promise<OpenContext> =>
  openContext({
    appUrl: urlForRole(ownerUrl, appRole),
    instance,
    publicUrl: config.publicUrl,
    env: process.env,
    filesDirectory: join(config.varDirectory, 'files'),
    sends: false,
    connections,
  });

export const openContext = async (options: ContextOptions): Promise<OpenContext> => {
  const { env } = options;
  const provider = providerFrom(env, options.publicUrl, options.instance.kind);
  const seal = sealFrom(env);
  const database = openDatabase({
    url: options.appUrl,
    connections: options.connections ?? 16,
    patience: { connectionMilliseconds: 15_000, idleMilliseconds: 120_000 },
    ...(options.onDatabaseError === undefined ? {} : { onError: options.onDatabaseError }),
  });
  try {
    return await contextOver(database, options, provider, seal);
  } catch (error) {
    // An open connection would keep a program that has failed from ending.
    await database.close();
    throw error;
  }
};

const contextOver = async (
  database: Database,
  options: ContextOptions,
  provider: ProviderSettings | undefined,
  seal: SealAdapter | undefined,
): Promise<OpenContext> => {
  const { instance, env } = options;
  const gateways = {
    ...(options.sends ? gatewaysFor(instance.kind, env, database) : noGateways),
    ...(options.onMessageFailed === undefined ? {} : { onFailure: options.onMessageFailed }),
    ...(options.onReceiptsAmbiguous === undefined ? {} : { onAmbiguous: options.onReceiptsAmbiguous }),
  };
  const people = wirePeople(database, instance.keyring, gateways, provider);
  const read = (): Promise<Law> => database.transact(nobody, loadLaw);
  let law = await read();
  return {
    database,
    keyring: instance.keyring,
    people,
    files: openFileStore({
      directory: options.filesDirectory,
      database,
      keys: people.keys,
      ...(options.onDatabaseError === undefined
        ? {}
        : { onFault: (fault) => options.onDatabaseError?.(fault as Error) }),
    }),
    ...(seal === undefined ? {} : { seal }),
    demo: instance.kind === 'demo',
    vault: people.vault,
    law: () => law,
    refreshLaw: async () => {
      law = await read();
    },
    publicUrl: options.publicUrl,
    texts: (language) => textsFor(language),
  };
};
