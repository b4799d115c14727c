import type { Problem } from '#modules/complaints/case-contract.ts';
import { currentLanguage } from './texts.ts';

/** An answer that is not the one hoped for, with what the server said about it. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

export const problemOf = (error: unknown): Problem | undefined =>
  error instanceof ApiProblem ? error.problem : undefined;

let csrf = '';
export const rememberCsrf = (token: string): void => {
  csrf = token;
};

const root = '/api/v1';

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'title' in value;

const problemFrom = async (answer: Response): Promise<Problem> => {
  const body: unknown = await answer.json().catch(() => undefined);
  if (isProblem(body)) return { ...body, status: answer.status };
  return { status: answer.status, code: `http-${answer.status}`, title: answer.statusText };
};

const send = async <T>(path: string, init: RequestInit): Promise<T> => {
  const answer = await fetch(`${root}${path}`, { credentials: 'same-origin', ...init });
  if (!answer.ok) throw new ApiProblem(await problemFrom(answer));
  return await answer.json();
};

const headers = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  accept: 'application/json',
  'accept-language': currentLanguage(),
  ...extra,
});

export const read = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  send<T>(path, { headers: headers(), ...(signal ? { signal } : {}) });

export type WriteOptions = {
  readonly method?: 'POST' | 'PUT';
  /** The state this was decided on: the server refuses when it has moved. */
  readonly version?: number;
  /** The same key sent twice does the thing once. */
  readonly idempotencyKey?: string;
};

export const write = <T>(path: string, body: unknown, options: WriteOptions = {}): Promise<T> => {
  const extra: Record<string, string> = { 'content-type': 'application/json', 'x-csrf-token': csrf };
  if (options.version !== undefined) extra['if-match'] = `"v${options.version}"`;
  if (options.idempotencyKey !== undefined) extra['idempotency-key'] = options.idempotencyKey;
  const init = { method: options.method ?? 'POST', headers: headers(extra), body: JSON.stringify(body) };
  return send<T>(path, init);
};

export type StoredFile = { readonly file: string; readonly mediaType: string; readonly bytes: number };

export const uploadFile = (file: File): Promise<StoredFile> => {
  const body = new FormData();
  body.append('file', file);
  return send<StoredFile>('/files', { method: 'POST', headers: headers({ 'x-csrf-token': csrf }), body });
};

/** `?a=1&b=2` of the values that are there. */
export const queryText = (values: Readonly<Record<string, string | number | boolean | undefined>>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

export const exportAddress = (query: string): string => `${root}/worklist/export.xlsx${query}`;
