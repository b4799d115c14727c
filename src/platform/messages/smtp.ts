import { createTransport } from 'nodemailer';
import type { Gateway } from './message.ts';

/** E-mail over SMTP; `url` as nodemailer reads it (`smtps://user:pass@host:465`), plain text only. */
export const smtpGateway = (url: string, from: string): Gateway => {
  const transport = createTransport(url, { from });
  return {
    name: 'smtp',
    send: async ({ to, subject, body }) => {
      const { messageId } = await transport.sendMail({
        to,
        subject,
        text: body,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { gatewayRef: messageId };
    },
  };
};
