import { startPostgres, createDatabase } from '#test/postgres-server.ts'
const s = await startPostgres({ fsync: 'on' })
console.log(s.url)
console.log(await createDatabase(s.url))
console.log(await createDatabase(s.url))
process.on('SIGTERM', () => void s.stop().then(() => process.exit(0)))
setInterval(() => {}, 1000)
