// One row per contender: response time, rate, errors, cost and validity. Weak numbers are grey, and say why.
import { Group, ScrollArea, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type PercentileName, percentileNames } from '../../../model/profile.ts'
import type { ContenderResult, Result } from '../../../model/result.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import {
  formatBytes,
  formatCount,
  formatLatency,
  formatRate,
  formatShare,
  percentileLabel,
} from '../../ui/format.ts'
import { Hint } from '../../ui/hint.tsx'
import { invalidTrialReasons, supportReason, validTrials } from './result-words.ts'
import styles from './results.module.css'

export function ResultsTable({ result }: { result: Result }) {
  const kind = result.loadKind === 'closed' ? 'Service time' : 'Response time'
  return (
    <ScrollArea type="auto" offsetScrollbars="present">
      <Table
        className={styles.table}
        data-testid="results-table"
        aria-label={`${kind}, rate, errors and cost of every contender`}
        verticalSpacing={10}
        highlightOnHover
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Contender</Table.Th>
            {percentileNames.map((name) => (
              <Table.Th key={name} className={styles.right} data-headline={name === result.headline}>
                {percentileLabel(name)}
              </Table.Th>
            ))}
            <Table.Th className={styles.right}>max</Table.Th>
            <Table.Th className={styles.right}>Rate</Table.Th>
            <Table.Th className={styles.right}>Errors</Table.Th>
            <Table.Th className={styles.right}>
              <Hint underline label="CPU time of the server per request, all its processes.">
                CPU/req.
              </Hint>
            </Table.Th>
            <Table.Th className={styles.right}>Memory</Table.Th>
            <Table.Th className={styles.right}>
              <Hint
                underline
                label="Requests of the busiest worker over the mean: 1 is even; above 1.25 the spread may explain the tail."
              >
                Balance
              </Hint>
            </Table.Th>
            <Table.Th className={styles.right}>Valid</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {result.contenders.map((contender) => (
            <Row key={contender.id} contender={contender} headline={result.headline} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

function Row({ contender, headline }: { contender: ContenderResult; headline: PercentileName }) {
  const allValid = contender.trials.every((trial) => trial.valid)
  const memoryBytes = contender.server?.rssBytesMax ?? null
  return (
    <Table.Tr data-testid={`results-row-${contender.id}`}>
      <Table.Td>
        <Name contender={contender} />
      </Table.Td>
      {contender.requests === 0 ? (
        <Table.Td colSpan={11} style={{ whiteSpace: 'normal' }} c="dimmed">
          {notMeasuredWords(contender)}
        </Table.Td>
      ) : (
        <>
          {percentileNames.map((percentile) => (
            <Table.Td key={percentile} className={styles.right} data-headline={percentile === headline}>
              <Percentile contender={contender} name={percentile} />
            </Table.Td>
          ))}
          <Cell>{latency(contender.responseUs.max)}</Cell>
          <Cell hint={rateWords(contender)}>{formatRate(contender.achievedRate)}</Cell>
          <Cell>
            <Errors contender={contender} />
          </Cell>
          <Cell>{latency(contender.server?.cpuUsPerRequest ?? null)}</Cell>
          <Cell>{memoryBytes === null ? '–' : formatBytes(memoryBytes)}</Cell>
          {contender.workerShare === null ? (
            <Cell>–</Cell>
          ) : (
            <Cell hint={workerWords(contender)}>{contender.workerShare.toFixed(2)}</Cell>
          )}
          <Cell hint={invalidTrialReasons(contender)}>
            <span style={allValid ? {} : { color: 'var(--tr-bad)' }}>{validTrials(contender)}</span>
          </Cell>
        </>
      )}
    </Table.Tr>
  )
}

function Name({ contender }: { contender: ContenderResult }) {
  return (
    <>
      <Group gap={10} wrap="nowrap">
        <ContenderMark colour={contender.colour} />
        <Text size="sm" fw={560} style={{ whiteSpace: 'nowrap' }}>
          {contender.label}
        </Text>
      </Group>
      {contender.overloaded ? (
        <Text fz={11.5} style={{ color: 'var(--tr-bad)' }} pl={32}>
          overloaded at this load
        </Text>
      ) : null}
    </>
  )
}

function Cell({ hint, children }: { hint?: string; children: ReactNode }) {
  return (
    <Table.Td className={styles.right}>
      {hint === undefined ? (
        children
      ) : (
        <Hint underline label={hint}>
          {children}
        </Hint>
      )}
    </Table.Td>
  )
}

function notMeasuredWords({ error }: ContenderResult): string {
  const why = error === null ? 'The run ended before it was its turn.' : `${error.message} ${error.hint}`
  return `Not measured. ${why}`
}

function rateWords({ requests, intendedRate }: ContenderResult): string {
  const intended = intendedRate === null ? '' : `; intended ${formatRate(intendedRate)}`
  return `${formatCount(requests)} requests${intended}`
}

function Percentile({ contender, name }: { contender: ContenderResult; name: PercentileName }) {
  const support = contender.support[name]
  const reason = supportReason(name, support)
  const value = contender.responseUs[name]
  if (reason === null) return latency(value)
  const text = support === 'failed' ? 'fails' : support === 'few' || value === null ? '–' : latency(value)
  return (
    <Hint underline label={reason}>
      <span style={{ color: support === 'failed' ? 'var(--tr-bad)' : 'var(--tr-weak)' }}>{text}</span>
    </Hint>
  )
}

function Errors({ contender }: { contender: ContenderResult }) {
  const bad = contender.failed + contender.abandoned
  if (bad === 0) return '0'
  const kinds = Object.entries(contender.errors).map(([kind, count]) => `${kind} ${formatCount(count)}`)
  if (contender.abandoned > 0) kinds.push(`abandoned ${formatCount(contender.abandoned)}`)
  const share = formatShare(bad / Math.max(1, contender.requests))
  return (
    <Hint underline label={`${share} of all requests: ${kinds.join(', ')}`}>
      <span style={{ color: 'var(--tr-bad)' }}>{formatCount(bad)}</span>
    </Hint>
  )
}

function workerWords(contender: ContenderResult): string {
  const counts = Object.values(contender.workers).sort((a, b) => b - a)
  return `Requests per worker: ${counts.map(formatCount).join(', ')}`
}

function latency(us: number | null): string {
  return us === null ? '–' : formatLatency(us)
}
