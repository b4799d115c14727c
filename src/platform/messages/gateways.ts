import { readFileSync } from 'node:fs';
import type { Database } from '../db.ts';
import { StartFailure } from '../postgres/start-failure.ts';
import { demoMailbox } from './demo-mailbox.ts';
import { fileSink } from './file-sink.ts';
import { type HttpSmsTemplate, httpSmsGateway } from './http-sms.ts';
import type { Gateway } from './message.ts';
import type { Gateways } from './messages.ts';
import { smtpGateway } from './smtp.ts';

/** Thrown at start: a production instance that cannot reach people must not pretend to. */
export class GatewayMissing extends StartFailure {
  constructor(settings: string) {
    super('people:failures.gateway-missing', { settings });
    this.name = 'GatewayMissing';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const smsFrom = (env: Environment): Gateway => {
  const file = env.FANGXIN_SMS_TEMPLATE;
  if (file) return httpSmsGateway(JSON.parse(readFileSync(file, 'utf8')) as HttpSmsTemplate);
  if (env.FANGXIN_SMS_FILE) return fileSink(env.FANGXIN_SMS_FILE);
  throw new GatewayMissing('FANGXIN_SMS_TEMPLATE | FANGXIN_SMS_FILE');
};

const emailFrom = (env: Environment): Gateway => {
  if (env.FANGXIN_SMTP_URL && env.FANGXIN_MAIL_FROM) return smtpGateway(env.FANGXIN_SMTP_URL, env.FANGXIN_MAIL_FROM);
  if (env.FANGXIN_MAIL_FILE) return fileSink(env.FANGXIN_MAIL_FILE);
  throw new GatewayMissing('FANGXIN_SMTP_URL + FANGXIN_MAIL_FROM | FANGXIN_MAIL_FILE');
};

/** A demo keeps every message in its own mailbox, whatever the environment says. */
export const gatewaysFor = (instance: 'demo' | 'production', env: Environment, database: Database): Gateways => {
  if (instance === 'production') return { sms: smsFrom(env), email: emailFrom(env) };
  const mailbox = demoMailbox(database);
  return { sms: mailbox, email: mailbox };
};
