// What a program sends and gets, for the page of the interface. Codes and addresses, no words of ours.

/** Code by the section of `/api` under which it stands. */
export const samples = (publicUrl: string): Readonly<Record<string, string>> => ({
  token: `npm run -s imi -- users
npm run -s imi -- token --user USER --authority AUTHORITY`,
  read: `curl ${publicUrl}/worklist \\
  -H "Authorization: Bearer TOKEN" \\
  -H "Accept: application/json" \\
  -H "Accept-Language: pl"`,
  act: `curl ${publicUrl}/exchanges/NUMBER/actions/accept \\
  -H "Authorization: Bearer TOKEN" \\
  -H "Accept: application/json" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: KEY" \\
  -d '{"version": 2}'`,
  refusal: `{"code": "base.fields.invalid", "message": "…", "facts": {"count": 1},
 "problems": [{"path": "version", "code": "base.field.required", "message": "…"}]}`,
})
