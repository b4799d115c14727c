import {
  allowInsecureRequests,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { now } from '../clock.ts';
import { readAnswer } from '../read-answer.ts';
import type { ProviderFailure } from './provider-failures.ts';
import type { ProviderSettings } from './provider-settings.ts';

const minute = 60_000;
/** A provider that moves its addresses is found again without a restart. */
const keptFor = 60 * minute;
/** Keys may change at any moment; whoever makes sign-ins fail has nobody fetched more often than this. */
const leastBetween = minute;

/** A description, a key set, a token: none comes near a megabyte. */
const longestAnswer = 1024 * 1024;

/** An answer without end would be held in memory as long as it comes. */
const boundedFetch: CustomFetch = async (url, options) => {
  const answer = await fetch(url, options as RequestInit);
  const text = await readAnswer(answer, longestAnswer);
  const { status, statusText, headers } = answer;
  return new Response(text === '' ? null : text, { status, statusText, headers });
};

/** What the provider says of itself, with its keys: fetched when first needed, and anew when it may be so no more. */
export class ProviderDescription {
  readonly #settings: ProviderSettings;
  #found: Promise<Configuration> | undefined;
  #foundAt = 0;

  constructor(settings: ProviderSettings) {
    this.#settings = settings;
  }

  find(): Promise<Configuration> {
    if (this.#age() > keptFor) this.#found = undefined;
    if (this.#found !== undefined) return this.#found;
    const { issuer, clientId, clientSecret, withoutTls } = this.#settings;
    this.#foundAt = now().getTime();
    const found = discovery(new URL(issuer), clientId, clientSecret, undefined, {
      [customFetch]: boundedFetch,
      // Left alone, the library trusts TLS and does not check who signed the identity token.
      execute: [enableNonRepudiationChecks, ...(withoutTls === true ? [allowInsecureRequests] : [])],
    });
    this.#found = found;
    found.catch(() => {
      if (this.#found === found) this.#found = undefined;
    });
    return found;
  }

  /** Signed by a key that is not known here: the keys, or where they are, may have changed since. */
  doubt(failure: ProviderFailure): void {
    if (failure !== 'signing-key-unknown' && failure !== 'signature-wrong') return;
    if (this.#age() > leastBetween) this.#found = undefined;
  }

  /** Of a clock that was put back nothing is known. */
  #age(): number {
    const age = now().getTime() - this.#foundAt;
    return age < 0 ? Number.POSITIVE_INFINITY : age;
  }
}
