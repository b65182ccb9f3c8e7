// "Why might this be wrong?": open by itself where the run is not valid.
import { List, Text } from '@mantine/core'
import type { Result } from '../../../model/result.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { plural } from '../../ui/format.ts'
import { doubtsOf } from './result-words.ts'

const mostPoints = 12

export function DoubtPanel({ result }: { result: Result }) {
  const doubts = doubtsOf(result)
  const count = doubts.reduce((sum, doubt) => sum + doubt.points.length, 0)
  const note = count === 0 ? 'nothing known speaks against it' : `${plural(count, 'thing')} to know`
  return (
    <Disclosure title="Why might this be wrong?" note={note} initiallyOpen={!result.valid}>
      <div style={{ padding: '0 16px 14px 40px' }}>
        {count === 0 ? (
          <Text size="sm" c="dimmed">
            Every check was kept in every trial, and the contenders differ only in what they are meant to
            differ in.
          </Text>
        ) : null}
        {doubts.map((doubt) => (
          <div key={doubt.title} style={{ marginBottom: 12 }}>
            <Text size="sm" fw={560} mb={2}>
              {doubt.title}
            </Text>
            <List size="sm" spacing={3} c="dimmed">
              {doubt.points.slice(0, mostPoints).map((point) => (
                <List.Item key={point}>{point}</List.Item>
              ))}
            </List>
            {doubt.points.length > mostPoints ? (
              <Text size="sm" c="dimmed" pl={22}>
                and {doubt.points.length - mostPoints} more; the JSON export has all.
              </Text>
            ) : null}
          </div>
        ))}
      </div>
    </Disclosure>
  )
}
