import type { WorkCalendar } from '#kernel/calendar.ts';
import type { Rulebook, RuleSetting } from '#kernel/rule.ts';
import type { Language, Translate } from '#kernel/translate.ts';
import type { Keyring } from './crypto/keyring.ts';
import type { Database } from './db.ts';
import type { SealAdapter } from './documents/seal.ts';
import type { FileStore } from './files/file-store.ts';
import type { DayDoubt } from './known-day.ts';
import type { People } from './people.ts';
import type { Vault } from './vault.ts';

/** The law in force as a value; replaced whole when an administrator enters a decree or a setting. */
export type Law = {
  readonly calendar: WorkCalendar;
  readonly rulebook: Rulebook;
  /** Dated decisions of this tenant on what the law leaves open. */
  readonly settingsOf: (tenant: string) => readonly RuleSetting[];
};

/** What handlers and routes are given at wiring; nothing in it is global. */
export type Context = {
  readonly database: Database;
  readonly vault: Vault;
  readonly keyring: Keyring;
  readonly people: People;
  readonly files: FileStore;
  /** Sets electronic seals; undefined where papers are sealed by hand. */
  readonly seal?: SealAdapter;
  readonly law: () => Law;
  /** Why the day of this machine is not believed; undefined where it is, or nobody watches. */
  readonly dayDoubt?: () => DayDoubt | undefined;
  readonly publicUrl: string;
  readonly texts: (language: Language) => Translate;
};
