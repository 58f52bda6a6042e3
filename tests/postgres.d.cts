/** The types of postgres.cjs, which is plain JavaScript because `npm test` runs it before anything is compiled. */
export type PostgresServer = { readonly port: number; stop(): Promise<void> };

export function findPostgres(): string | undefined;
export function findOrInstallPostgres(
  say: (line: string) => void,
):
  | { readonly programs: string; readonly problem?: undefined }
  | { readonly programs?: undefined; readonly problem: string };
export function startPostgresServer(programs: string): Promise<PostgresServer>;
