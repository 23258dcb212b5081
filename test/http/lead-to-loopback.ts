/** Leads programs that know only the address of Google's service to a site on this machine, without changing them. */
import https from 'node:https'
import net from 'node:net'

const GOOGLE_HOST = 'commentanalyzer.googleapis.com'

/**
 * Clients with the address written into them go on asking `https://commentanalyzer.googleapis.com`: the connection
 * alone leads elsewhere, and is plain, as behind a proxy that has taken the TLS off. Any other host is refused.
 * Returns what undoes it.
 */
export function leadToLoopback(siteUrl: string): () => void {
  const { port } = new URL(siteUrl)
  const agent = new https.Agent()
  agent.createConnection = ({ host }) => {
    if (host !== GOOGLE_HOST) throw new Error(`a test asked for ${String(host)}`)
    return net.connect(Number(port), 'localhost')
  }
  const usual = https.globalAgent
  https.globalAgent = agent
  return () => {
    https.globalAgent = usual
    agent.destroy()
  }
}
