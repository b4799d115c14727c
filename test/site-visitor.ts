import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { type CastName, cast } from '#db/seed/cast.ts';
import { openSession } from '#platform/auth/sessions.ts';
import { nobody } from '#platform/db.ts';
import { demoMessages } from '#platform/messages/demo-mailbox.ts';
import type { World } from './world.ts';

/** A browser without script on the whole site: keeps cookies, sends a form with the hidden fields of the page before. */
export class SiteVisitor {
  readonly #app: FastifyInstance;
  readonly #world: World;
  readonly #cookies = new Map<string, string>();
  page = '';
  path = '';
  status = 0;
  headers: Readonly<Record<string, unknown>> = {};

  constructor(app: FastifyInstance, world: World) {
    this.#app = app;
    this.#world = world;
  }

  /** Signed in as a member of the cast, the second factor just shown. */
  async become(name: CastName): Promise<void> {
    const { account, kind } = cast[name];
    const { token } = await this.#world.context.database.transact(nobody, (tx) =>
      openSession(tx, { account, kind, strong: true, device: 'test' }),
    );
    this.#cookies.set(this.#app.cookieNames.session, token);
  }

  /** As when the session ended by itself: everything else stays in the browser. */
  forgetSession(): void {
    this.#cookies.delete(this.#app.cookieNames.session);
  }

  /** As somebody else can who sets cookies for the whole domain, or sat at this browser before. */
  plant(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  drop(name: string): void {
    this.#cookies.delete(name);
  }

  /** What the browser keeps under this name; undefined for nothing, and for what was cleared. */
  cookie(name: string): string | undefined {
    return this.#cookies.get(name) || undefined;
  }

  /** The same cookies in another browser. */
  copy(): SiteVisitor {
    const copy = new SiteVisitor(this.#app, this.#world);
    for (const [name, value] of this.#cookies) copy.#cookies.set(name, value);
    return copy;
  }

  /** The browser was closed: what is kept for days stays, the visit ends. */
  closeBrowser(): void {
    this.#cookies.delete(this.#app.cookieNames.visit);
  }

  get(path: string): Promise<void> {
    return this.#send('GET', path);
  }

  post(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const guards = [...this.page.matchAll(/name="(_[a-z]+)" value="([^"]*)"/g)];
    const hidden = Object.fromEntries(guards.map(([, name = '', value = '']) => [name, value]));
    return this.#send('POST', path, new URLSearchParams({ ...hidden, ...fields }).toString());
  }

  /** A form with a file chosen in one of its fields. */
  hand(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: { field: string; name: string; type?: string; content?: Buffer },
  ): Promise<void> {
    const guards = [...this.page.matchAll(/name="(_[a-z]+)" value="([^"]*)"/g)];
    const all = [...guards.map(([, name = '', value = '']) => [name, value] as const), ...Object.entries(fields)];
    const part = (name: string, more: string, content: string) =>
      `--site-visitor\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
    const parts = all.map(([name, value]) => part(name, '', value)).join('');
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    const { type = 'application/pdf', content = file.name === '' ? Buffer.alloc(0) : pdf } = file;
    const chosen = `; filename="${file.name}"${file.name === '' ? '' : `\r\ncontent-type: ${type}`}`;
    const [head = '', tail = ''] = part(file.field, chosen, '\0').split('\0');
    const payload = Buffer.concat([
      Buffer.from(`${parts}${head}`),
      content,
      Buffer.from(`${tail}--site-visitor--\r\n`),
    ]);
    return this.#send('POST', path, payload, 'multipart/form-data; boundary=site-visitor');
  }

  /** The newest six digits sent to a phone. */
  async codeFor(phone: string): Promise<string> {
    const messages = await this.#world.context.database.transact(nobody, (tx) => demoMessages(tx));
    const body = messages.find((one) => one.recipient.includes(phone))?.body ?? '';
    const code = /(?<!\d)\d{6}(?!\d)/.exec(body)?.[0];
    assert.ok(code, `no code for ${phone}`);
    return code;
  }

  /** Words of the page, without markup. */
  get words(): string {
    return this.page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    payload?: string | Buffer,
    type = 'application/x-www-form-urlencoded',
  ): Promise<void> {
    const answer = await this.#app.inject({
      method,
      url: path,
      headers: {
        accept: 'text/html',
        host: 'localhost:8315',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(payload === undefined ? {} : { 'content-type': type }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value } of answer.cookies) this.#cookies.set(name, value);
    this.path = path;
    this.page = answer.body;
    this.status = answer.statusCode;
    this.headers = answer.headers;
    const onwards = answer.headers.location;
    // Away from here, to the desk or to a provider, is where the visit to the site ends.
    const ends = typeof onwards !== 'string' || !onwards.startsWith('/') || onwards.startsWith('/desk');
    if (answer.statusCode === 303 && !ends) return await this.#send('GET', onwards);
    if (answer.statusCode === 303 && typeof onwards === 'string') this.path = onwards;
    assert.ok(answer.statusCode < 500, `${path}: ${answer.statusCode} ${this.words.slice(0, 300)}`);
  }
}
