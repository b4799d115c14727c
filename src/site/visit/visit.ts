import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Translate } from '#kernel/translate.ts';
import type { Context } from '#platform/context.ts';
import { csrfToken } from '#platform/http/people.ts';
import type { AssetAddresses } from '#site/kit/assets.ts';
import {
  blankForm,
  type FieldFault,
  type FormState,
  type FormValues,
  type Guards,
  guardFields,
} from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import type { Safe } from '#site/kit/html.ts';
import type { Shell } from '#site/kit/layout.ts';

export const largePrintCookie = 'fangxin-print';

/** What the routes of every folder of the site are given. */
export type SiteKit = {
  readonly context: Context;
  readonly assets: AssetAddresses;
  readonly demo: boolean;
  readonly authority: string;
  /** Whose site this is; its intake centre takes in what no bureau is known to be competent for. */
  readonly tenant: string | undefined;
  readonly companion: boolean;
};

/** One request to the site: its texts, its frame, its answers. */
export type Visit = {
  readonly t: Translate;
  readonly shell: Shell;
  guards(version?: number): Guards;
  form(values?: FormValues, faults?: readonly FieldFault[], version?: number): FormState;
  /** A form that was not this browser's any more, with what was typed and a token of its own. */
  formAgain(raw: RawForm, version?: number): FormState;
  show(page: Safe, status?: number): FastifyReply;
  to(address: string): FastifyReply;
};

/** What the pages of one request stand in, also where it goes wrong before anything is read. */
export const shellOf = (kit: SiteKit, request: FastifyRequest, t: Translate): Shell => {
  const { signedIn } = request;
  return {
    assets: kit.assets,
    address: request.url,
    largePrint: request.cookies?.[largePrintCookie] === 'large',
    authority: kit.authority,
    demo: kit.demo,
    companion: kit.companion,
    ...(signedIn === undefined
      ? {}
      : { signedIn: { name: t(`site:account.kind.${signedIn.actor.kind}`), kind: signedIn.actor.kind } }),
  };
};

export const visitOf = (kit: SiteKit, request: FastifyRequest, reply: FastifyReply): Visit => {
  const t = kit.context.texts(request.language);
  const shell = shellOf(kit, request, t);
  const guards = (version?: number): Guards => ({
    csrf: csrfToken(request, reply),
    idempotency: randomUUID(),
    ...(version === undefined ? {} : { version }),
  });
  return {
    t,
    shell,
    guards,
    form: (values = {}, faults = [], version) => ({ ...blankForm(guards(version)), values, faults }),
    formAgain: (raw, version) => ({ ...blankForm(guards(version)), values: valuesOf(raw), expired: true }),
    show: (page, status = 200) => reply.code(status).type('text/html; charset=utf-8').send(String(page)),
    // After a form, so that going back or reloading sends nothing twice.
    to: (address) => reply.redirect(address, 303),
  };
};

/** The fields of a sent form, without the guards. */
export const rawForm = (request: FastifyRequest): RawForm => {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const own = new Set<string>(Object.values(guardFields));
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => !own.has(name) && (typeof value === 'string' || Array.isArray(value)),
    ),
  ) as RawForm;
};

/** The key a form brings along so that it is done once however often it is sent. */
export const idempotencyIn = (guards: Readonly<Record<string, unknown>> | undefined): string => {
  const value = guards?.[guardFields.idempotency];
  return typeof value === 'string' && /^[\x21-\x7e]{8,128}$/u.test(value) ? value : randomUUID();
};

/** The version of the case the person looked at when the form was shown. */
export const versionIn = (guards: Readonly<Record<string, unknown>> | undefined): number | undefined => {
  const value = guards?.[guardFields.version];
  return typeof value === 'string' && /^\d{1,9}$/u.test(value) ? Number(value) : undefined;
};

export const valuesOf = (raw: RawForm): FormValues =>
  Object.fromEntries(Object.entries(raw).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
