/** Whether the bot would get its token, and what is said where it doesn't. */
import { inspectChannel } from '../../../connectors/teams/inspection';
import { startFaultyServer } from '../../fakes/faulty-server';

const options = { timeoutMs: 1_000 };
const failing = (errorCode: string) => async (): Promise<void> => {
  throw Object.assign(new Error('AADSTS7000215: Invalid client secret for app 6f7c0c7e'), { errorCode });
};
const remote = { serviceUrl: 'https://smba.trafficmanager.net/teams/', isLocal: false };

describe("Microsoft's sign-in", () => {
  test.each([
    ['invalid_client', 'unauthorised'],
    ['unauthorized_client', 'unauthorised'],
    ['network_error', 'unavailable'],
    ['something_new', 'unexpected'],
  ])('%s is %s, and nothing of its words is told', async (errorCode, code) => {
    const inspection = inspectChannel({ ...remote, sign: failing(errorCode) }, options);
    await expect(inspection).rejects.toMatchObject({ code, message: `bot token: ${code}` });
  });

  test('a token is enough: nothing is sent with it', async () => {
    const sign = async (headers: Map<string, string>): Promise<void> =>
      void headers.set('authorization', 'x');
    await expect(inspectChannel({ ...remote, sign }, options)).resolves.toBeUndefined();
  });
});

describe('the stand-in of a local run', () => {
  const sign = async (): Promise<void> => undefined;

  test.each<[number, string | undefined]>([
    [404, undefined],
    [401, 'unauthorised'],
    [503, 'unavailable'],
  ])('answers %i: %s', async (status, code) => {
    const server = await startFaultyServer(() => ({ status }));
    try {
      const inspection = inspectChannel({ sign, serviceUrl: server.url, isLocal: true }, options);
      if (code) await expect(inspection).rejects.toMatchObject({ code });
      else await expect(inspection).resolves.toBeUndefined();
      expect(server.calls.map(({ method }) => method)).toEqual(['GET']);
    } finally {
      await server.close();
    }
  });

  test('is away: unavailable', async () => {
    const server = await startFaultyServer();
    await server.close();
    const inspection = inspectChannel({ sign, serviceUrl: server.url, isLocal: true }, options);
    await expect(inspection).rejects.toMatchObject({ code: 'unavailable' });
  });
});
