import { isLoopbackHost } from '../config.ts';
import { StartFailure } from '../postgres/start-failure.ts';

/** A government identity provider that speaks OpenID Connect. */
export type ProviderSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Our own address that the provider sends people back to. */
  readonly redirectUrl: string;
  /** The claim that equals a login here, e.g. `preferred_username` or `employee_no`. */
  readonly claim: string;
  /** Values of `acr` or `amr` that stand for a second factor shown at the provider. */
  readonly strongValues: readonly string[];
  readonly scope?: string;
  /** Only for a provider on this very machine. */
  readonly withoutTls?: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

const missing = (name: string, example: string): StartFailure =>
  new StartFailure('cli:settings.form', { name, example });

/** Without TLS anybody on the way says who signs in: a demo may try a provider on its own machine, nothing else. */
const isWithoutTls = (issuer: URL, instance: 'demo' | 'production'): boolean => {
  if (issuer.protocol === 'https:') return false;
  if (issuer.protocol !== 'http:') throw missing('FANGXIN_OIDC_ISSUER', 'https://…');
  if (instance === 'demo' && isLoopbackHost(issuer.hostname)) return true;
  throw new StartFailure('cli:settings.issuer-without-tls', { name: 'FANGXIN_OIDC_ISSUER' });
};

export const providerFrom = (
  env: Environment,
  publicUrl: string,
  instance: 'demo' | 'production',
): ProviderSettings | undefined => {
  const { FANGXIN_OIDC_ISSUER: issuer, FANGXIN_OIDC_CLIENT: clientId, FANGXIN_OIDC_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return undefined;
  // Some of the three: officials would go on with passwords, and nobody would know why.
  if (!issuer || !URL.canParse(issuer)) throw missing('FANGXIN_OIDC_ISSUER', 'https://…');
  if (!clientId) throw missing('FANGXIN_OIDC_CLIENT', 'fangxin');
  if (!clientSecret) throw missing('FANGXIN_OIDC_SECRET', '…');
  return {
    issuer,
    clientId,
    clientSecret,
    redirectUrl: `${publicUrl}/account/provider/return`,
    claim: env['FANGXIN_OIDC_CLAIM'] || 'preferred_username',
    strongValues: (env['FANGXIN_OIDC_STRONG'] ?? 'mfa').split(/[\s,]+/).filter((value) => value !== ''),
    ...(env['FANGXIN_OIDC_SCOPE'] ? { scope: env['FANGXIN_OIDC_SCOPE'] } : {}),
    ...(isWithoutTls(new URL(issuer), instance) ? { withoutTls: true } : {}),
  };
};
