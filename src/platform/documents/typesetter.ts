/**
 * Typesets papers with Typst in a process of its own: started at the first paper, one paper at a time, started anew
 * after a crash, put to rest when nothing comes. The same template, data and moment give the same bytes.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dateOf, dayOf, monthOf, yearOf } from '#kernel/day.ts';
import type { TypesetAnswer, TypesetOrder } from './typesetter-messages.ts';

export type TypesetOptions = { readonly at: Date; readonly lang: 'zh' | 'en' };

export type Typesetter = {
  /** @throws TypesettingFailed */
  typeset(template: string, data: unknown, options: TypesetOptions): Promise<Buffer>;
  close(): Promise<void>;
};

export type TypesetterSettings = {
  readonly process: URL;
  readonly idleMilliseconds: number;
  readonly patienceMilliseconds: number;
};

/** `crashed` and `too-slow` may pass with another try later; `unprintable` is a fault in template or data. */
export type TypesettingFault = 'unprintable' | 'crashed' | 'too-slow' | 'too-large' | 'closed';

export class TypesettingFailed extends Error {
  readonly fault: TypesettingFault;
  constructor(fault: TypesettingFault, template: string, detail = '') {
    super(`typesetting ${template} failed: ${fault}${detail && ` (${detail})`}`);
    this.name = 'TypesettingFailed';
    this.fault = fault;
  }
}

type Waiting = {
  readonly order: TypesetOrder;
  readonly resolve: (made: Buffer) => void;
  readonly reject: (fault: TypesettingFailed) => void;
  triesLeft: number;
};

const TEMPLATE = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.typ$/;
const LARGEST_JSON = 16 * 1024 * 1024;
const TRIES = 2;

export const ownProcess: TypesetterSettings = {
  process: new URL('./typesetter-child.ts', import.meta.url),
  idleMilliseconds: 60_000,
  patienceMilliseconds: 30_000,
};

const orderOf = (id: number, template: string, data: unknown, { at, lang }: TypesetOptions): TypesetOrder => {
  if (!TEMPLATE.test(template)) throw new TypeError(`not the path of a template: ${template}`);
  const day = dayOf(at);
  const json = JSON.stringify(data);
  if (json.length > LARGEST_JSON) throw new TypesettingFailed('too-large', template);
  const moment = { year: yearOf(day), month: monthOf(day), date: dateOf(day) };
  return { id, template, json, lang, ...moment, epochSeconds: Math.floor(at.getTime() / 1000) };
};

export const createTypesetter = (settings: TypesetterSettings = ownProcess): Typesetter => {
  const queue: Waiting[] = [];
  let current: Waiting | undefined;
  let child: ChildProcess | undefined;
  let patience: NodeJS.Timeout | undefined;
  let rest: NodeJS.Timeout | undefined;
  let lastId = 0;
  let closed = false;

  /** A process that waits for work must not keep the server from ending. */
  const hold = (held: boolean): void => {
    child?.[held ? 'ref' : 'unref']();
    child?.channel?.[held ? 'ref' : 'unref']();
  };

  const dismiss = (signal: NodeJS.Signals): void => {
    const leaving = child;
    child = undefined;
    leaving?.removeAllListeners('exit');
    leaving?.kill(signal);
  };

  const finish = (settle: (waiting: Waiting) => void): void => {
    clearTimeout(patience);
    const done = current;
    current = undefined;
    if (done) settle(done);
    next();
  };

  const heard = (answer: TypesetAnswer): void => {
    if (answer.id !== current?.order.id) return;
    finish(({ order, resolve, reject }) => {
      if ('made' in answer) resolve(Buffer.from(answer.made));
      else reject(new TypesettingFailed('unprintable', order.template, answer.failure));
    });
  };

  const crashed = (gone: ChildProcess): void => {
    if (child !== gone) return;
    child = undefined;
    if (!current) return;
    finish((waiting) => {
      if (waiting.triesLeft > 0) queue.unshift(waiting);
      else waiting.reject(new TypesettingFailed('crashed', waiting.order.template));
    });
  };

  const start = (): ChildProcess => {
    const started = fork(fileURLToPath(settings.process), [], {
      execPath: process.execPath,
      execArgv: [],
      // No HOME: fonts a user of this machine installed must not change a paper.
      env: { LANG: 'C.UTF-8' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.on('message', heard);
    started.once('exit', () => crashed(started));
    started.once('error', () => crashed(started));
    return started;
  };

  const tooSlow = (): void => {
    dismiss('SIGKILL');
    finish(({ order, reject }) => reject(new TypesettingFailed('too-slow', order.template)));
  };

  const next = (): void => {
    if (current) return;
    current = queue.shift();
    if (!current) {
      hold(false);
      clearTimeout(rest);
      rest = setTimeout(() => dismiss('SIGTERM'), settings.idleMilliseconds).unref();
      return;
    }
    clearTimeout(rest);
    child ??= start();
    hold(true);
    current.triesLeft -= 1;
    patience = setTimeout(tooSlow, settings.patienceMilliseconds);
    const running = child;
    // A channel that breaks while sending is the crash itself; `exit` follows and decides.
    running.send(current.order, () => undefined);
  };

  const typeset: Typesetter['typeset'] = (template, data, options) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new TypesettingFailed('closed', template));
      lastId += 1;
      queue.push({ order: orderOf(lastId, template, data, options), resolve, reject, triesLeft: TRIES });
      next();
    });

  const close = async (): Promise<void> => {
    closed = true;
    clearTimeout(rest);
    clearTimeout(patience);
    for (const { order, reject } of [...(current ? [current] : []), ...queue.splice(0)]) {
      reject(new TypesettingFailed('closed', order.template));
    }
    current = undefined;
    const leaving = child;
    if (!leaving || leaving.exitCode !== null) return;
    hold(true);
    const gone = new Promise<void>((resolve) => leaving.once('close', () => resolve()));
    dismiss('SIGTERM');
    await gone;
  };

  return { typeset, close };
};

let shared: Typesetter | undefined;

/** `template` is a path below `src/`, such as `modules/complaints/papers/letter.typ`. */
export const typeset: Typesetter['typeset'] = (template, data, options) => {
  shared ??= createTypesetter();
  return shared.typeset(template, data, options);
};

/** Ends the process; papers still waiting fail as `closed`. A later `typeset` starts afresh. */
export const closeTypesetter = async (): Promise<void> => {
  const closing = shared;
  shared = undefined;
  await closing?.close();
};
