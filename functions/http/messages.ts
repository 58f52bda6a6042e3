/**
 * POST /api/messages: the channel's calls. Malformed bodies end here; the SDK verifies the token; a tenant or
 * service URL that is not ours is refused before anything happens.
 */
import { app, type HttpResponseInit } from '@azure/functions';
import * as df from 'durable-functions';
import { renderMessage } from '../../cards/render';
import { typedTitles } from '../../cards/titles';
import { isTeamsServiceUrl } from '../../connectors/teams/service-urls';
import { AccessBot } from '../../dialogs/bot';
import { createRouter } from '../../dialogs/router';
import type { TurnChannel } from '../../dialogs/turn';
import type { ConversationReference } from '../../domain/conversation';
import { codeOf } from '../../domain/errors';
import type { Message } from '../../domain/messages';
import type { Person } from '../../domain/person';
import { linkOf } from '../../domain/use-cases/account-links';
import { faultOfActivity } from '../activity-shape';
import type { Activity } from '../bot-adapter';
import { answering, jsonOf } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';

export function registerMessages(product: Product): void {
  const { settings, policy, adapter, connector } = product;
  const render = (message: Message, person: Person) => {
    const { timeZone, languages } = policy.organisation;
    return renderMessage(message, {
      locale: person.locale,
      timeZone: person.timeZone ?? timeZone,
      languages,
    });
  };
  const channel = (reference: ConversationReference): TurnChannel => ({
    typing: () => connector.typing(reference),
    send: (message, person) => connector.reply(reference, render(message, person)),
    update: async (activityId, message, person) => {
      await connector.update(reference, activityId, render(message, person), 'at-once');
    },
  });
  const linksByUpn = [...product.providers.keys()].some((id) => linkOf({ policy }, id) === 'upn');

  app.http('messages', {
    methods: ['POST'],
    authLevel: 'anonymous',
    route: 'messages',
    extraInputs: [df.input.durableClient()],
    handler: answering(async (request, context): Promise<HttpResponseInit> => {
      const json = await jsonOf(request);
      if (json.kind === 'refused') return json.answer;
      const fault = faultOfActivity(json.value);
      if (fault) return { status: 400, jsonBody: { error: fault.rule, field: fault.field } };
      const activity = json.value as Activity;
      const authorization = request.headers.get('authorization') ?? '';
      if (authorization === '') return { status: 401 };
      if (!isOurs(activity, product)) return { status: 403 };
      const deps = product.depsFor(context);
      const log = createLog(context);
      const bot = new AccessBot({
        deps,
        route: createRouter(deps, typedTitles),
        channel,
        render,
        ...(linksByUpn ? { userPrincipalName: connector.userPrincipalName } : {}),
        onFailure: (error) => log.error('turn-failed', { code: codeOf(error) }),
      });
      const answer = await adapter.run(authorization, activity, (turn) => bot.run(turn));
      if (answer.kind === 'unauthorised') return { status: 401 };
      return answer.body === undefined
        ? { status: answer.status }
        : { status: answer.status, jsonBody: answer.body };
    }),
  });

  /** The tenant and the channel are pinned, and answers go to Teams' own addresses only. */
  function isOurs(activity: Activity, { settings: { MicrosoftAppTenantId } }: Product): boolean {
    const tenants = [activity.channelData?.tenant?.id, activity.conversation?.tenantId].filter(Boolean);
    const ours = tenants.every((tenant) => tenant?.toLowerCase() === MicrosoftAppTenantId.toLowerCase());
    const fromTeams = activity.channelId === 'msteams';
    const answerable = isTeamsServiceUrl(activity.serviceUrl, settings.TEAMS_SERVICE_URL);
    return fromTeams && tenants.length > 0 && ours && answerable;
  }
}
