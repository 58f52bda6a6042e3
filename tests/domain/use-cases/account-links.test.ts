/** Where person and account meet: the source is each provider's own, and no doubt is a link. */
import { accountOf as linkOf, personOf } from '../../../domain/use-cases/account-links';
import { accountOf, createWorld, kim, robin, tenantId, type World } from '../fakes/world';

const upn = 'robin@contoso.example';
const okta = { ref: { provider: 'okta', id: '00u1' }, userName: upn, objectId: undefined } as const;

function world(link: 'upn' | 'objectId', accounts: readonly Parameters<typeof accountOf>[0][]): World {
  const made = createWorld({ policy: { providers: { okta: { link } } } });
  for (const [index, account] of accounts.entries())
    made.provider.accounts.set(String(index), accountOf(account));
  return made;
}
async function known(made: World, person = robin): Promise<void> {
  await made.deps.conversations.write({ ...person, userPrincipalName: upn, questions: [] }, undefined);
}
const providerOf = (made: World) => ({ ...made.provider.port, id: 'okta' as const });
const link = (made: World) => linkOf(made.deps, providerOf(made), robin, { timeoutMs: 1_000 });

test('by UPN: one account, one person', async () => {
  const made = world('upn', [okta]);
  await known(made);
  expect(await link(made)).toMatchObject({ kind: 'linked', account: { ref: { id: '00u1' } } });
  expect(await personOf(made.deps, accountOf(okta))).toMatchObject({
    tenantId,
    aadObjectId: robin.aadObjectId,
  });
});

test('by UPN: nobody without a chat, nobody where two have it', async () => {
  const made = world('upn', [okta]);
  expect((await link(made)).kind).toBe('not-linked');
  await known(made);
  await known(made, kim);
  expect((await link(made)).kind).toBe('not-linked');
  expect(await personOf(made.deps, accountOf(okta))).toBeUndefined();
});

test.each([true, 'unknown'] as const)('by UPN: never for administrators (%s)', async (privileged) => {
  const made = world('upn', [{ ...okta, privileged }]);
  await known(made);
  expect((await link(made)).kind).toBe('not-linked');
  expect(await personOf(made.deps, accountOf({ ...okta, privileged }))).toBeUndefined();
});

test('by object id the UPN counts for nothing', async () => {
  const made = world('objectId', [okta]);
  await known(made);
  expect((await link(made)).kind).toBe('not-linked');
  expect(await personOf(made.deps, accountOf(okta))).toBeUndefined();
});

test('what the policy says of one provider is not said of another', async () => {
  const made = world('upn', [accountOf()]);
  await known(made);
  const directory = accountOf({ userName: upn, objectId: undefined });
  expect(await personOf(made.deps, directory)).toBeUndefined();
});
