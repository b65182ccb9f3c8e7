// Everything about one contender: name, mark, knobs from its manifest, memory, and whether it is the reference.
import { Button, Divider, Drawer, Group, Stack, Switch, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Manifest } from '../../../model/manifest.ts'
import type { Contender, Profile } from '../../../model/profile.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { hues, lineName } from '../../ui/palette.ts'
import styles from './compare.module.css'
import {
  changeContender,
  duplicateContender,
  mostContenders,
  referenceId,
  removeContender,
} from './edit-profile.ts'
import { KnobField } from './knob-field.tsx'
import { withKnob } from './knobs.ts'

interface Props {
  profile: Profile
  /** null: closed */
  contenderId: string | null
  manifests: readonly Manifest[]
  onChange: (change: (profile: Profile) => Profile) => void
  onClose: () => void
}

export function ContenderDrawer({ profile, contenderId, manifests, onChange, onClose }: Props) {
  const contender = profile.contenders.find((candidate) => candidate.id === contenderId)
  return (
    <Drawer
      opened={contender !== undefined}
      onClose={onClose}
      position="right"
      size={420}
      title={<Text fw={620}>{contender?.label ?? ''}</Text>}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {contender === undefined ? null : (
        <ContenderForm
          profile={profile}
          contender={contender}
          manifest={manifests.find((candidate) => candidate.id === contender.runtime)}
          onChange={onChange}
          onClose={onClose}
        />
      )}
    </Drawer>
  )
}

interface FormProps extends Omit<Props, 'contenderId' | 'manifests'> {
  contender: Contender
  manifest: Manifest | undefined
}

function ContenderForm({ profile, contender, manifest, onChange, onClose }: FormProps) {
  const change = (part: Partial<Contender>) =>
    onChange((current) => changeContender(current, contender.id, part))
  const isReference = referenceId(profile) === contender.id
  return (
    <Stack gap="md" pb="md">
      <Text size="sm" c="dimmed">
        {manifest?.description ?? `The runtime ${contender.runtime} is not in the catalogue.`}
      </Text>
      <NameField key={contender.id} label={contender.label} onChange={(label) => change({ label })} />
      <MarkPicker colour={contender.colour} onChange={(colour) => change({ colour })} />
      {manifest === undefined || manifest.knobs.length === 0 ? null : <Divider />}
      {manifest?.knobs.map((knob) => (
        <KnobField
          key={knob.id}
          manifest={manifest}
          knob={knob}
          values={contender.knobs}
          onChange={(value) => change({ knobs: withKnob(contender.knobs, knob.id, value) })}
        />
      ))}
      <Divider />
      <NumberField
        label="Memory"
        help="The server may use this much; the same for all keeps the comparison fair."
        value={contender.memoryMb}
        min={64}
        max={65_536}
        step={128}
        unit=" MB"
        onChange={(memoryMb) => change({ memoryMb })}
      />
      <Switch
        label="Compare the others with this one"
        checked={isReference}
        disabled={isReference}
        onChange={() => onChange((current) => ({ ...current, reference: contender.id }))}
      />
      <ContenderActions profile={profile} contender={contender} onChange={onChange} onClose={onClose} />
    </Stack>
  )
}

/** May be empty while one types; only a name gets out. */
function NameField({ label, onChange }: { label: string; onChange: (label: string) => void }) {
  const [text, setText] = useState(label)
  return (
    <TextInput
      label="Name on charts"
      value={text}
      maxLength={60}
      error={text.trim() === '' ? 'A contender needs a name.' : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value
        setText(next)
        if (next.trim() !== '') onChange(next)
      }}
    />
  )
}

function ContenderActions({ profile, contender, onChange, onClose }: Omit<FormProps, 'manifest'>) {
  return (
    <Group mt="sm" gap="sm">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconCopy size={14} />}
        disabled={profile.contenders.length >= mostContenders}
        onClick={() => onChange((current) => duplicateContender(current, contender.id))}
      >
        Duplicate
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconTrash size={14} />}
        disabled={profile.contenders.length === 1}
        onClick={() => {
          onClose()
          onChange((current) => removeContender(current, contender.id))
        }}
      >
        Remove
      </Button>
    </Group>
  )
}

function MarkPicker({ colour, onChange }: { colour: number; onChange: (colour: number) => void }) {
  return (
    <div role="radiogroup" aria-label="Colour and line">
      <Text size="sm" fw={500} mb={6}>
        Colour and line
      </Text>
      <Group gap={6}>
        {hues.map((hue, index) => (
          <UnstyledButton
            key={hue.name}
            role="radio"
            aria-checked={index === colour}
            aria-label={lineName(index)}
            className={styles.swatch}
            data-chosen={index === colour}
            onClick={() => onChange(index)}
          >
            <ContenderMark colour={index} width={30} />
          </UnstyledButton>
        ))}
      </Group>
    </div>
  )
}
