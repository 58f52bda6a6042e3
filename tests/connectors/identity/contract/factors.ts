/** The contract's part on factors: all are listed, masked, and those that are removed stay gone. */
import type { Factor } from '../../../../domain/ports/identity-provider';
import { type ContractContext, having, limit, nobodies } from './world';

export function factorsContract({ world, provider, account }: ContractContext): void {
  const list = (id: string) => having(provider().factors).list(id, limit);
  const remove = (id: string, factor: string) => having(provider().factors).remove(id, factor, limit);
  const kinds = (factors: readonly Pick<Factor, 'kind'>[]) => factors.map(({ kind }) => kind).sort();

  describe('factors', () => {
    test('the list has every factor, with its kind and masked name, and ids of its own', async () => {
      const { id } = await account({ withFactors: true });
      const listed = await list(id);
      const expected = world().factors;
      expect(kinds(listed)).toEqual(kinds(expected));
      expect(new Set(kinds(expected)).size).toBeGreaterThan(1);
      for (const { kind, name, hides } of expected) {
        expect(listed.filter((factor) => factor.kind === kind && name.test(factor.name))).toHaveLength(1);
        if (hides !== undefined) expect(JSON.stringify(listed)).not.toContain(hides);
      }
      expect(new Set(listed.map((factor) => factor.id)).size).toBe(expected.length);
    });

    test('an account without any has an empty list, and so has nobody', async () => {
      expect(await list((await account()).id)).toEqual([]);
      for (const id of nobodies) expect(await list(id)).toEqual([]);
    });

    test('one that is removed is gone at the next look, the others stay', async () => {
      const { id } = await account({ withFactors: true });
      const [first, ...others] = await list(id);
      expect(await remove(id, first?.id ?? '')).toBe('removed');
      expect(await list(id)).toEqual(others);
    });

    test('removing one again is no harm', async () => {
      const { id } = await account({ withFactors: true });
      const [first, ...others] = await list(id);
      await remove(id, first?.id ?? '');
      expect(await remove(id, first?.id ?? '')).toBe('was-gone');
      expect(await remove(id, 'never-there')).toBe('was-gone');
      expect(await list(id)).toHaveLength(others.length);
    });

    test('all can be removed, and somebody else’s stay', async () => {
      const [one, other] = [await account({ withFactors: true }), await account({ withFactors: true })];
      for (const factor of await list(one.id)) expect(await remove(one.id, factor.id)).not.toBe('refused');
      expect(await list(one.id)).toEqual([]);
      expect(await list(other.id)).toHaveLength(world().factors.length);
    });

    test('nobody’s can’t be removed', async () => {
      for (const id of nobodies) expect(await remove(id, 'f1')).not.toBe('removed');
    });
  });
}
