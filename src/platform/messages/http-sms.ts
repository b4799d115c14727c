import type { Gateway, Message } from './message.ts';

/**
 * How a gateway wants to be asked. `{{to}}`, `{{body}}`, `{{subject}}`, `{{purpose}}`, `{{template}}` and `{{values.x}}`
 * are filled in, each encoded for the place it stands in.
 */
export type HttpSmsTemplate = {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly body: string;
  /** Number of the approved template by purpose, as the operator's contract gives it. */
  readonly templates?: Readonly<Record<string, string>>;
  /** What a good answer holds; any 2xx when silent. */
  readonly successContains?: string;
  readonly timeoutSeconds?: number;
};

type Encode = (text: string) => string;

const insideJsonString: Encode = (text) => JSON.stringify(text).slice(1, -1);

const fill = (pattern: string, message: Message, template: HttpSmsTemplate, encode: Encode): string =>
  pattern.replaceAll(/\{\{([a-z]+)(?:\.([A-Za-z0-9_-]+))?\}\}/g, (_whole, name: string, key: string | undefined) => {
    const known: Readonly<Record<string, string | undefined>> = {
      to: message.to,
      body: message.body,
      subject: message.subject,
      purpose: message.purpose,
      template: template.templates?.[message.purpose],
      values: key === undefined ? undefined : message.values?.[key],
    };
    const value = known[name];
    if (value === undefined)
      throw new Error(
        `the SMS template asks for ${name}${key === undefined ? '' : `.${key}`}, which this message lacks`,
      );
    return encode(value);
  });

/** Any SMS operator with an HTTP interface. Its address and secrets come from a file named in the configuration. */
export const httpSmsGateway = (template: HttpSmsTemplate): Gateway => ({
  name: 'http-sms',
  send: async (message) => {
    const inBody = template.contentType === 'application/json' ? insideJsonString : encodeURIComponent;
    const answer = await fetch(fill(template.url, message, template, encodeURIComponent), {
      method: template.method,
      headers: { ...template.headers, 'content-type': template.contentType },
      ...(template.method === 'GET' ? {} : { body: fill(template.body, message, template, inBody) }),
      redirect: 'error',
      signal: AbortSignal.timeout((template.timeoutSeconds ?? 10) * 1000),
    });
    const text = (await answer.text()).slice(0, 2000);
    if (!answer.ok) throw new Error(`SMS gateway answered ${answer.status}`);
    if (template.successContains !== undefined && !text.includes(template.successContains)) {
      throw new Error('SMS gateway did not take the message');
    }
    return { gatewayRef: text.slice(0, 200) };
  },
});
