import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Dependencies } from './dependencies.js';
import type { Readiness } from './readiness.js';

/**
 * `/livez` (the process answers; touches nothing else), `/readyz` (503 while starting, draining or without migrations)
 * and `/statusz` (state of the dependencies, no secrets). They stand ahead of sessions and of everything that could be down.
 */
export function healthRoutes(readiness: Readiness, dependencies: Dependencies): RequestHandler {
  const router = Router();
  router.use(
    ['/livez', '/readyz', '/statusz'],
    (_request: Request, response: Response, next: NextFunction) => {
      response.setHeader('Cache-Control', 'no-store');
      next();
    },
  );
  router.get('/livez', (_request: Request, response: Response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', (_request: Request, response: Response) => {
    response.status(readiness.state === 'ready' ? 200 : 503).json({ status: readiness.state });
  });
  router.get('/statusz', async (_request: Request, response: Response) => {
    const [states, sessionMemory] = await Promise.all([dependencies.states(), dependencies.sessionMemory()]);
    response.json({ status: readiness.state, dependencies: states, sessionMemory });
  });
  return router;
}
