import { securityHeaders } from '../transport/content-security-policy.ts'
import { readPageFile } from '../transport/page-files.ts'
import { isOwnPage } from './policies.ts'

/** Answers a request of the page's own scheme: its built files, and nothing else of this machine. */
export async function answerPageRequest(request: Request, rendererDirectory: string): Promise<Response> {
  if (!isOwnPage(request.url, null)) return refusal(404)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
  const file = await readPageFile(rendererDirectory, new URL(request.url).pathname)
  if (file === null) return refusal(404)
  return new Response(file.bytes, { headers: { ...securityHeaders, 'Content-Type': file.contentType } })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: securityHeaders })
}
