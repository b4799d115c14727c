import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

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

/** No script and no style but our own files, no frame around us, nothing sent to others. */
export const addSecurityHeaders = async (app: FastifyInstance, secure: boolean): Promise<void> => {
  await app.register(helmet, optionsFor(secure));
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
