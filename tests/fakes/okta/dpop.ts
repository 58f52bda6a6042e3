/** Proofs of possession (RFC 9449) as Okta asks for them: at the token endpoint with a nonce, at the API with a hash. */
import { createHash, type JsonWebKey, randomBytes } from 'node:crypto';
import { isSignedBy, readJwt, thumbprint } from './jwt';
import type { Clock } from './model';

const renewMs = 24 * 3_600_000;
const goodForMs = 3 * renewMs;
const toleranceSeconds = 300;

export type ProofAnswer =
  | { readonly kind: 'good'; readonly thumbprint: string }
  | { readonly kind: 'nonce-needed'; readonly nonce: string }
  | { readonly kind: 'bad'; readonly why: string };

export type Proofs = ReturnType<typeof createProofs>;

export function createProofs(clock: Clock) {
  const nonces: { value: string; madeAtMs: number }[] = [];
  const used = new Set<string>();
  const nowMs = () => clock.now().getTime();

  function freshNonce(): string {
    const last = nonces.at(-1);
    if (last && nowMs() - last.madeAtMs < renewMs) return last.value;
    const value = randomBytes(24).toString('base64url');
    nonces.push({ value, madeAtMs: nowMs() });
    return value;
  }

  return {
    freshNonce,
    /** The next call needs a new nonce; where `old` says so the former one is no longer good. */
    renewNonce(old: 'still-good' | 'ended'): void {
      for (const nonce of nonces) nonce.madeAtMs -= old === 'ended' ? goodForMs : renewMs;
    },
    /** @param token at the API: the access token to which the proof must be bound */
    check(
      proof: string,
      expected: { method: string; url: string; token?: string; nonce: boolean },
    ): ProofAnswer {
      const bad = (why: string): ProofAnswer => ({ kind: 'bad', why });
      let jwt: ReturnType<typeof readJwt>;
      try {
        jwt = readJwt(proof);
      } catch {
        return bad('The DPoP proof is not a JWT.');
      }
      const { header, claims } = jwt;
      const key = header.jwk as JsonWebKey | undefined;
      if (header.typ !== 'dpop+jwt') return bad('The typ of the DPoP proof must be dpop+jwt.');
      if (key === undefined || !isSignedBy(proof, key)) return bad('The DPoP proof signature is invalid.');
      if (claims.htm !== expected.method) return bad("'htm' claim in the DPoP proof JWT is invalid.");
      if (claims.htu !== expected.url) return bad("'htu' claim in the DPoP proof JWT is invalid.");
      if (Math.abs(Number(claims.iat) - nowMs() / 1_000) > toleranceSeconds || claims.iat === undefined)
        return bad("'iat' claim in the DPoP proof JWT is invalid.");
      if (expected.token !== undefined) {
        const hash = createHash('sha256').update(expected.token).digest('base64url');
        if (claims.ath !== hash) return bad("'ath' claim in the DPoP proof JWT is invalid.");
      }
      const isGood = nonces.some(
        ({ value, madeAtMs }) => value === claims.nonce && nowMs() - madeAtMs < goodForMs,
      );
      if (expected.nonce && !isGood) return { kind: 'nonce-needed', nonce: freshNonce() };
      if (typeof claims.jti !== 'string' || claims.jti === '' || used.has(claims.jti))
        return bad("'jti' claim in the DPoP proof JWT is missing or was used before.");
      used.add(claims.jti);
      return { kind: 'good', thumbprint: thumbprint(key) };
    },
  };
}
