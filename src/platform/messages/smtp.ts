import { createTransport } from 'nodemailer';
import { type Gateway, RefusedForGood } from './message.ts';

/** RFC 5321: 5xx is a refusal that stays one. */
const isForGood = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 550 &&
  error.responseCode <= 553;

/** E-mail over SMTP; `url` as nodemailer reads it (`smtps://user:pass@host:465`), plain text with papers attached. */
export const smtpGateway = (url: string, from: string): Gateway => {
  const transport = createTransport(url, { from });
  return {
    name: 'smtp',
    // Whether a letter handed over a second time is dropped is up to its reader.
    repeatable: false,
    send: async ({ id, to, subject, body, attachments = [] }) => {
      try {
        const { messageId } = await transport.sendMail({
          to,
          subject,
          text: body,
          messageId: `<${id}@${domainOf(from)}>`,
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
        throw error;
      }
    },
  };
};

const domainOf = (from: string): string => /@([A-Za-z0-9.-]+)/u.exec(from)?.[1] ?? 'localhost';
