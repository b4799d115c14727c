import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';

const directives = {
  'default-src': ["'self'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'form-action': ["'self'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
};

const optionsFor = (secure: boolean): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...directives, ...(secure ? { 'upgrade-insecure-requests': [] } : {}) },
  },
  strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  referrerPolicy: { policy: 'same-origin' },
  crossOriginEmbedderPolicy: false,
  xFrameOptions: { action: 'deny' },
});

/** The headers that are the same for every answer, as the library writes them; for each answer anew it would compose them again. */
const sameForAll = async (secure: boolean): Promise<Readonly<Record<string, string>>> => {
  const asked = Fastify();
  await asked.register(helmet, optionsFor(secure));
  asked.get('/', (_request, reply) => reply.code(204).send());
  const { headers } = await asked.inject('/');
  await asked.close();
  const ofThisAnswer = new Set(['date', 'connection', 'content-length']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (ofThisAnswer.has(name) ? [] : [[name, String(value)]])),
  );
};

/** No script and no style but our own files, no frame around us, nothing sent to others. */
export const addSecurityHeaders = async (app: FastifyInstance, secure: boolean): Promise<void> => {
  const headers = await sameForAll(secure);
  app.addHook('onRequest', (request, reply, next) => {
    if (!('helmet' in request.routeOptions.config)) reply.headers(headers);
    next();
  });
  // For the pages whose headers hold something of their own.
  await app.register(helmet, { ...optionsFor(secure), global: false });
  app.addHook('onSend', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()');
    reply.header('x-request-id', request.id);
    if (reply.getHeader('cache-control') === undefined) {
      reply.header('cache-control', request.signedIn === undefined ? 'no-cache' : 'no-store');
    }
  });
};

/** For the desk's one page: its component library writes styles, each under the nonce of this answer (`reply.cspNonce.style`). */
export const deskHeaders = (secure: boolean): { readonly helmet: Omit<FastifyHelmetOptions, 'global'> } => ({
  helmet: { ...optionsFor(secure), enableCSPNonces: true },
});
