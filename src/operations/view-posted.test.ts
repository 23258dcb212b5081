/** What somebody is shown of the words they have just posted is what they would read. */
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '#domain/people/actor.ts'
import { guest, openSite, seedMember, type OpenedSite } from '#test/opened-site.ts'
import { postComment } from '#operations/post-comment.ts'
import { readComment } from '#operations/read-comment.ts'
import { seedStory } from '#test/running-site.ts'
import { viewPosted } from '#operations/view-posted.ts'

let site: OpenedSite
let storyId: string
beforeEach(async () => {
  site = await openSite()
  storyId = await seedStory(site)
})
afterEach(() => site.close())

async function post(actor: Actor, parentId: string | null = null, body = 'Well *said*.') {
  const posted = await postComment(site.parts.ports, {
    id: null,
    parentId,
    name: 'Bob',
    body,
    storyId,
    actor,
  })
  assert.ok(posted.ok)
  return posted.value
}

async function readAgain({ comment, author }: Awaited<ReturnType<typeof post>>) {
  const found = await readComment(site.parts.ports, { commentId: comment.id, actor: author })
  assert.ok(found.ok)
  return found.value.view
}

describe('the view of what was posted', () => {
  test('is that of reading it: a root, a reply, by guests and members', async () => {
    const root = await post(guest(site))
    const mia = await seedMember(site, { name: 'Mia', role: 'reader' })
    const reply = await post(mia, root.comment.id)
    const below = await post({ ...guest(site), personId: null }, reply.comment.id)
    for (const posted of [root, reply, below]) {
      assert.deepEqual(viewPosted(site.parts.ports, posted), await readAgain(posted))
    }
    assert.equal(viewPosted(site.parts.ports, below)?.inReplyTo?.name, 'Mia')
  })

  test('is left to reading where it was here already, and for moderators', async () => {
    const bob = guest(site)
    assert.ok(viewPosted(site.parts.ports, await post(bob)))
    assert.equal(viewPosted(site.parts.ports, await post(bob)), null)
    const moderator = await seedMember(site, { name: 'Mod', role: 'moderator' })
    const posted = await post(moderator)
    assert.equal(viewPosted(site.parts.ports, posted), null)
  })
})
