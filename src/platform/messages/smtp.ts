import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { type Gateway, NoAnswer, type Parcel, RefusedForGood } from './message.ts';

/** RFC 5321: 5xx is a refusal that stays one. */
const isForGood = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 550 &&
  error.responseCode <= 553;

/** The library waits ten minutes for a server that has greeted and says no more. */
const PATIENCE = 30_000;

const isSilence = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT';

/** The same however often one matter is told: most readers show a letter that came twice once. */
const nameOf = ({ id, tenant, subjectRef }: Parcel): string =>
  subjectRef === undefined ? id : createHash('sha256').update(`${tenant}/${subjectRef}`).digest('hex').slice(0, 32);

const ownMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u;

/**
 * Password and papers leave in clear wherever the server, or somebody in between, keeps silent of STARTTLS: then nothing leaves.
 * Not for a server on this machine, nor where the address itself says `requireTLS=false` or `ignoreTLS=true`.
 */
export const needsTls = (url: string): boolean => {
  const { protocol, hostname, searchParams } = new URL(url);
  if (protocol === 'smtps:' || ownMachine.test(hostname)) return false;
  return searchParams.get('requireTLS') !== 'false' && searchParams.get('ignoreTLS') !== 'true';
};

/** E-mail over SMTP; `url` as nodemailer reads it (`smtps://user:pass@host:465`), plain text with papers attached. */
export const smtpGateway = (url: string, from: string, patience = PATIENCE): Gateway => {
  const times = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
  const transport = createTransport({ url, ...times, ...(needsTls(url) ? { requireTLS: true } : {}) }, { from });
  return {
    name: 'smtp',
    // Whether a letter handed over a second time is dropped is up to its reader.
    repeatable: false,
    send: async (parcel) => {
      const { to, subject, body, attachments = [] } = parcel;
      try {
        const { messageId } = await transport.sendMail({
          to,
          subject,
          text: body,
          messageId: `<${nameOf(parcel)}@${domainOf(from)}>`,
          attachments: attachments.map(({ fileName, mediaType, content }) => ({
            filename: fileName,
            contentType: mediaType,
            content,
          })),
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { gatewayRef: messageId };
      } catch (error) {
        if (isForGood(error)) throw new RefusedForGood(error instanceof Error ? error.message : String(error));
        // Whether it was silent before or after the letter the library does not say; a second one bears the same name.
        if (isSilence(error)) throw new NoAnswer('the mail server did not answer', false);
        throw error;
      }
    },
  };
};

const domainOf = (from: string): string => /@([A-Za-z0-9.-]+)/u.exec(from)?.[1] ?? 'localhost';
