import { Consumers } from './auth/consumers.ts';
import { PhoneCodes } from './auth/phone-codes.ts';
import { ProviderSignIn } from './auth/provider.ts';
import type { ProviderSettings } from './auth/provider-settings.ts';
import { Representations } from './auth/representations.ts';
import { StaffSignIn } from './auth/staff.ts';
import type { Keyring } from './crypto/keyring.ts';
import { TenantKeys } from './crypto/tenant-keys.ts';
import { DataRequests } from './data-requests.ts';
import type { Database } from './db.ts';
import { DeskRequests } from './desk-requests.ts';
import { type Gateways, Messages } from './messages/messages.ts';
import { Vault } from './vault.ts';

/** Everything about people and their secrets, wired once at start. */
export type People = {
  readonly keys: TenantKeys;
  readonly vault: Vault;
  readonly messages: Messages;
  readonly codes: PhoneCodes;
  readonly consumers: Consumers;
  readonly representations: Representations;
  readonly staff: StaffSignIn;
  readonly dataRequests: DataRequests;
  readonly deskRequests: DeskRequests;
  /** Undefined where no identity provider is configured. */
  readonly provider: ProviderSignIn | undefined;
};

export const wirePeople = (
  database: Database,
  keyring: Keyring,
  gateways: Gateways,
  provider?: ProviderSettings,
): People => {
  const keys = new TenantKeys(keyring, database);
  const messages = new Messages(database, gateways);
  const codes = new PhoneCodes(database, keyring, messages);
  const staff = new StaffSignIn(database, keyring, keys);
  const consumers = new Consumers(database, keyring, keys, codes);
  return {
    keys,
    vault: new Vault(keyring, keys),
    messages,
    codes,
    consumers,
    representations: new Representations(keys, consumers),
    staff,
    dataRequests: new DataRequests(keys),
    deskRequests: new DeskRequests(keys, keyring),
    provider: provider === undefined ? undefined : new ProviderSignIn(provider, database, keyring, staff),
  };
};
