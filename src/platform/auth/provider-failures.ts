import { type Refusal, refuse } from '#kernel/refusal.ts';
import { codeOf } from '../postgres/start-failure.ts';
import { AnswerTooLong } from '../read-answer.ts';

/** Why a sign-in at the identity provider came to nothing: for log and audit trail, without anything the provider said of a person. */
export type ProviderFailure =
  | 'provider-unreachable'
  | 'provider-misdescribed'
  | 'ticket-missing'
  | 'state-differs'
  | 'declined'
  | 'provider-error'
  | 'client-refused'
  | 'code-refused'
  | 'answer-malformed'
  | 'signature-wrong'
  | 'signing-key-unknown'
  | 'issuer-differs'
  | 'audience-differs'
  | 'nonce-differs'
  | 'claim-differs'
  | 'token-out-of-time'
  | 'subject-missing'
  | 'login-missing'
  | 'person-unknown'
  | 'person-inactive'
  | 'another-subject-linked'
  | 'session-gone'
  | 'another-person'
  | 'not-asked-anew'
  | 'unexpected';

/** What the person is told, with the reason for log and trail beside it; `fault` is the code of the library or the network. */
export type ProviderRefusal = Refusal & { readonly failure: ProviderFailure; readonly fault?: string };

const unfinished = refuse('provider-sign-in-failed', { status: 401 });
const unknown = refuse('provider-person-unknown', { status: 403 });
const unreachable = refuse('provider-unreachable', { status: 503 });

const told: Partial<Record<ProviderFailure, Refusal>> = {
  'provider-unreachable': unreachable,
  'provider-misdescribed': unreachable,
  declined: refuse('provider-declined', { status: 401 }),
  'login-missing': unknown,
  'person-unknown': unknown,
  'person-inactive': unknown,
  'another-subject-linked': unknown,
  'another-person': refuse('provider-another-person', { status: 403 }),
  'not-asked-anew': refuse('provider-not-asked-anew', { status: 403 }),
};

export const providerRefusal = (failure: ProviderFailure, fault = ''): ProviderRefusal => ({
  ...(told[failure] ?? unfinished),
  failure,
  ...(fault === '' ? {} : { fault }),
});

const innermost = (error: unknown): unknown => {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner;
};

/** The claim a comparison failed on stands beside values nobody may log. */
const claimOf = (error: unknown): string => {
  const inner = innermost(error);
  const about = inner instanceof Error ? inner.cause : undefined;
  if (typeof about !== 'object' || about === null) return '';
  if ('claim' in about) return String(about.claim);
  return 'attribute' in about ? String(about.attribute) : '';
};

const byClaim: Readonly<Record<string, ProviderFailure>> = {
  iss: 'issuer-differs',
  issuer: 'issuer-differs',
  aud: 'audience-differs',
  azp: 'audience-differs',
  nonce: 'nonce-differs',
};

const byCode: Readonly<Record<string, ProviderFailure>> = {
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: 'client-refused',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'token-out-of-time',
  OAUTH_KEY_SELECTION_FAILED: 'signing-key-unknown',
  OAUTH_PARSE_ERROR: 'answer-malformed',
  OAUTH_RESPONSE_IS_NOT_JSON: 'answer-malformed',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'answer-malformed',
  OAUTH_MISSING_SERVER_METADATA: 'provider-misdescribed',
  OAUTH_INVALID_SERVER_METADATA: 'provider-misdescribed',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'provider-misdescribed',
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: 'provider-misdescribed',
  OAUTH_TIMEOUT: 'provider-unreachable',
  OAUTH_ABORT: 'provider-unreachable',
};

/** `error` as RFC 6749 names it, of an answer that holds one. */
const errorOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'error' in error ? String(error.error) : '';

const failureIn = (error: unknown): ProviderFailure => {
  const code = codeOf(error);
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR')
    return errorOf(error) === 'access_denied' ? 'declined' : 'provider-error';
  if (code === 'OAUTH_RESPONSE_BODY_ERROR')
    return errorOf(error) === 'invalid_grant' ? 'code-refused' : 'client-refused';
  if (code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' || code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
    return byClaim[claimOf(error)] ?? 'claim-differs';
  if (code === 'OAUTH_INVALID_RESPONSE') {
    const inner = innermost(error);
    return inner instanceof Error && /signature|JWT "alg"/u.test(inner.message)
      ? 'signature-wrong'
      : 'answer-malformed';
  }
  // Not signed at all, or as anybody could who knows the public key: the attack an auditor looks for.
  if (code === 'OAUTH_UNSUPPORTED_OPERATION') return 'signature-wrong';
  if (innermost(error) instanceof AnswerTooLong) return 'answer-malformed';
  const known = byCode[code];
  if (known !== undefined) return known;
  return error instanceof TypeError && error.message === 'fetch failed' ? 'provider-unreachable' : 'unexpected';
};

/** What the library threw, in a word of ours and, for whoever runs the machine, a code. */
export const refusalOf = (error: unknown): ProviderRefusal => {
  const network = codeOf(innermost(error));
  return providerRefusal(failureIn(error), [...new Set([codeOf(error), network])].filter(Boolean).join(' '));
};
