import type { Problem } from '#modules/complaints/case-contract.ts';
import type { ScanBeside } from '#modules/complaints/paper-contract.ts';
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
  return answer.status === 204 ? (undefined as T) : await answer.json();
};

const headers = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  accept: 'application/json',
  'accept-language': currentLanguage(),
  ...extra,
});

export const read = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  send<T>(path, { headers: headers(), ...(signal ? { signal } : {}) });

export type WriteOptions = {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  /** The state this was decided on: the server refuses when it has moved. */
  readonly version?: number;
  /** The same key sent twice does the thing once. */
  readonly idempotencyKey?: string;
};

/** Asks the person to show the second factor again; false when they would rather not. The shell says how. */
type SecondFactor = () => Promise<boolean>;
let askSecondFactor: SecondFactor = () => Promise.resolve(false);
export const onSecondFactor = (ask: SecondFactor): void => {
  askSecondFactor = ask;
};

const withSecondFactor = async <T>(attempt: () => Promise<T>): Promise<T> => {
  try {
    return await attempt();
  } catch (error) {
    if (problemOf(error)?.code !== 'step-up-required' || !(await askSecondFactor())) throw error;
    return await attempt();
  }
};

const idempotencyHeader = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { 'idempotency-key': key };
const versionHeader = (version: number | undefined): Record<string, string> =>
  version === undefined ? {} : { 'if-match': `"v${version}"` };

export const write = <T>(path: string, body: unknown, options: WriteOptions = {}): Promise<T> => {
  const said = JSON.stringify(body);
  return withSecondFactor(() => {
    // Anew for each attempt: between two of them the person may have signed in anew.
    const extra = {
      'content-type': 'application/json',
      'x-csrf-token': csrf,
      ...versionHeader(options.version),
      ...idempotencyHeader(options.idempotencyKey),
    };
    return send<T>(path, { method: options.method ?? 'POST', headers: headers(extra), body: said });
  });
};

/** What is asked for with a body and answered with a file, such as a preview; kept nowhere. */
export const writeForFile = async (path: string, body: unknown): Promise<Blob> => {
  const extra = { 'content-type': 'application/json', 'x-csrf-token': csrf };
  const init = { method: 'POST', headers: headers(extra), body: JSON.stringify(body) };
  const answer = await fetch(`${root}${path}`, { credentials: 'same-origin', ...init });
  if (!answer.ok) throw new ApiProblem(await problemFrom(answer));
  return await answer.blob();
};

const sendFile = <T>(path: string, file: File, version?: number): Promise<T> => {
  const body = new FormData();
  body.append('file', file);
  const extra = { 'x-csrf-token': csrf, ...versionHeader(version) };
  return send<T>(path, { method: 'POST', headers: headers(extra), body });
};

type Upload = {
  readonly files: readonly {
    readonly file: string | null;
    readonly says: readonly string[];
    readonly problem: Problem | null;
  }[];
};

export type Uploaded = { readonly file: string; readonly says: readonly string[] };

/** Hands a file in; the answer is the id under which an act or a filing names it, and what is to be said of it. */
export const uploadFile = async (file: File): Promise<Uploaded> => {
  const [taken] = (await sendFile<Upload>('/uploads', file)).files;
  if (taken?.problem) throw new ApiProblem(taken.problem);
  if (!taken?.file) throw new ApiProblem({ status: 422, code: 'nothing-supplied', title: file.name });
  return { file: taken.file, says: taken.says };
};

/** Takes back what nothing has used. */
export const takeBackFile = (file: string): Promise<unknown> =>
  send(`/uploads/${encodeURIComponent(file)}`, { method: 'DELETE', headers: headers({ 'x-csrf-token': csrf }) });

/** The print with the wet seal, scanned: served in place of the file from now on. */
export type Scan = { readonly file: File; readonly compared: boolean };

export const uploadSealedCopy = (
  number: string,
  n: number,
  { file, compared }: Scan,
  version: number,
): Promise<unknown> =>
  sendFile(
    `/complaints/${encodeURIComponent(number)}/documents/${n}/sealed${queryText({ compared: compared || undefined })}`,
    file,
    version,
  );

/** The same for a paper of an event. */
export const uploadIncidentScan = (incident: string, n: number, { file, compared }: Scan): Promise<unknown> =>
  sendFile(
    `/incidents/${encodeURIComponent(incident)}/papers/${n}/sealed${queryText({ compared: compared || undefined })}`,
    file,
  );

/** The scan beside the paper it is to take the place of; nothing is kept. */
export const lookAtScan = (address: string, file: File, opening?: string): Promise<ScanBeside> =>
  sendFile(`${address}/sealed/beside${queryText({ opening })}`, file);

/** What proves how a paper of an event was served or hung up. */
export const uploadServiceProof = (incident: string, service: number, file: File): Promise<unknown> =>
  sendFile(`/incidents/${encodeURIComponent(incident)}/services/${service}/proof`, file);

export const readText = async (path: string): Promise<string> => {
  const answer = await fetch(`${root}${path}`, { credentials: 'same-origin', headers: headers() });
  if (!answer.ok) throw new ApiProblem(await problemFrom(answer));
  return await answer.text();
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

export const apiAddress = (path: string): string => `${root}${path}`;
