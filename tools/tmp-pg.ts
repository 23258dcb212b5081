import { startPostgres } from '#test/postgres-server.ts'
const s = await startPostgres()
console.log(s.url)
process.on('SIGTERM', () => void s.stop().then(() => process.exit(0)))
setInterval(() => {}, 1000)
