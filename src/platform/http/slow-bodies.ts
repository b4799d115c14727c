import type { FastifyInstance } from 'fastify';
import { answerUnreadable } from './unreadable.ts';

const second = 1000;

/** A megabyte at the speed of an old telephone line; who needs longer holds a connection and sends nothing. */
const bodySeconds = 120;

/** Of any request, forms with files among them: 200 MB in half an hour is what a weak mobile network carries. */
export const requestSeconds = 1800;

/** Ends a request whose body keeps coming for ever. Forms with files have `requestSeconds`. */
export const endSlowBodies = (app: FastifyInstance, seconds = bodySeconds): void => {
  app.addHook('onRequest', (request, _reply, next) => {
    const { raw } = request;
    // An empty body is read by nobody and never ends: its clock would run on while the act is at work.
    const hasBody = Number(raw.headers['content-length'] ?? 0) > 0 || raw.headers['transfer-encoding'] !== undefined;
    if (hasBody && raw.headers['content-type']?.startsWith('multipart/') !== true) {
      const end = setTimeout(() => {
        const tooSlow = Object.assign(new Error('body too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
        answerUnreadable(tooSlow, raw.socket);
        // Whoever does not hang up either is not waited for.
        setTimeout(() => raw.socket.destroy(), second).unref();
      }, seconds * second);
      end.unref();
      const arrived = () => clearTimeout(end);
      raw.once('end', arrived);
      raw.once('close', arrived);
    }
    next();
  });
};
