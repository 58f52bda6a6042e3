/** Finds the function a request is for: the first registered one whose route and method fit. */
import type { FunctionApp, RegisteredFunction } from '../worker/function-app';
import { parseRoute, type RouteTemplate } from './route-template';

export type AuthLevel = 'anonymous' | 'function' | 'admin';

export interface Route {
  readonly target: RegisteredFunction;
  readonly authLevel: AuthLevel;
  readonly params: Record<string, string>;
}

export type Router = (method: string, path: string) => Route | undefined;

/** Makes the router of all HTTP functions; throws, naming the function, where a route can't be read. */
export function createRouter(app: FunctionApp, routePrefix: string): Router {
  const routes: {
    target: RegisteredFunction;
    methods: string[];
    authLevel: AuthLevel;
    template: RouteTemplate;
  }[] = [];
  for (const target of app.functions.values()) {
    if (target.triggerType !== 'httptrigger') {
      continue;
    }
    const { name, bindings } = target.metadata;
    const binding = bindings[target.triggerName] ?? { type: '' };
    const methods = (binding.methods as string[] | undefined) ?? ['GET', 'POST'];
    const path = [routePrefix, (binding.route as string | undefined) ?? name].filter(Boolean).join('/');
    try {
      routes.push({
        target,
        methods: methods.map((method) => method.toUpperCase()),
        authLevel: ((binding.authLevel as string | undefined) ?? 'anonymous').toLowerCase() as AuthLevel,
        template: parseRoute(path),
      });
    } catch (error) {
      throw new Error(`Function "${name}": ${(error as Error).message}.`, { cause: error });
    }
  }

  return (method, path) => {
    for (const { target, methods, authLevel, template } of routes) {
      const params = methods.includes(method) ? template.match(path) : undefined;
      if (params !== undefined) {
        return { target, authLevel, params };
      }
    }
    return undefined;
  };
}
