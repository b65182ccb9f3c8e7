// Everything about one contender: name, mark, knobs from its manifest, memory, and whether it is the reference.
import { Button, Divider, Drawer, Group, Stack, Switch, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import type { Manifest } from '../../../model/manifest.ts'
import type { Contender, KnobValue, Profile } from '../../../model/profile.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { hues, lineName } from '../../ui/palette.ts'
import styles from './compare.module.css'
import { changeContender, duplicateContender, referenceId, removeContender } from './edit-profile.ts'
import { KnobField } from './knob-field.tsx'

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
  const setKnob = (id: string, value: KnobValue | undefined): void => {
    const { [id]: _old, ...rest } = contender.knobs
    change({ knobs: value === undefined ? rest : { ...rest, [id]: value } })
  }
  return (
    <Stack gap="md" pb="md">
      <Text size="sm" c="dimmed">
        {manifest === undefined
          ? `The runtime ${contender.runtime} is not in the catalogue.`
          : manifest.description}
      </Text>
      <TextInput
        label="Name on charts"
        value={contender.label}
        maxLength={60}
        onChange={(event) => {
          if (event.currentTarget.value !== '') change({ label: event.currentTarget.value })
        }}
      />
      <MarkPicker colour={contender.colour} onChange={(colour) => change({ colour })} />
      {manifest === undefined || manifest.knobs.length === 0 ? null : <Divider />}
      {manifest?.knobs.map((knob) => (
        <KnobField
          key={knob.id}
          manifest={manifest}
          knob={knob}
          values={contender.knobs}
          onChange={(value) => setKnob(knob.id, value)}
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
        checked={referenceId(profile) === contender.id}
        disabled={referenceId(profile) === contender.id}
        onChange={() => onChange((current) => ({ ...current, reference: contender.id }))}
      />
      <Group mt="sm" gap="sm">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCopy size={14} />}
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
    </Stack>
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
