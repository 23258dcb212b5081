/** Opens the port for metrics where one is set; without one, nothing of it is even loaded. */
import type { AddressInfo } from 'node:net'
import type { Config } from '#main/config.ts'
import type { Metrics, MetricSources } from '#http/metrics/metrics.ts'
import { listen } from '#main/http-server.ts'

export interface OpenedMetrics extends Metrics {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Null where no port is set. Rejects where it is taken. */
export async function openMetrics(
  { metricsPort, metricsHost }: Pick<Config, 'metricsPort' | 'metricsHost'>,
  sources: MetricSources,
): Promise<OpenedMetrics | null> {
  if (metricsPort === null) return null
  const { createMetrics } = await import('#http/metrics/metrics.ts')
  const { createMetricsServer } = await import('#http/metrics/metrics-server.ts')
  const metrics = createMetrics(sources)
  const server = createMetricsServer(metrics)
  await listen(server, { port: metricsPort, host: metricsHost })
  const { port } = server.address() as AddressInfo
  return {
    ...metrics,
    url: `http://${metricsHost}:${port}/metrics`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
